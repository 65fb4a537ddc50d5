"""What must not be possible: forged forms, stolen or fixed sessions, redirects to other hosts."""

import re
from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient

from dragoman.settings import Dossier
from dragoman.store import Store
from dragoman.store.users import Role
from dragoman.web import create_app
from dragoman.web.users.access import LOOPBACK, Access, cookie_name, safe_next
from dragoman.web.users.limits import KEPT, Limit, network_of
from dragoman.web.users.permission import Coder
from tests.web.conftest import PASSWORD, LogIn, hidden
from tests.web.talks import Talks


def add_room(app: FastAPI) -> None:
    """Add a route that writes, so that this is tested apart from what any page does."""
    router = APIRouter()

    @router.post("/write")
    def write(user: Coder) -> str:
        return f"{user.name} wrote"

    app.include_router(router)


@pytest.fixture(autouse=True)
def room(app: FastAPI) -> None:
    add_room(app)


def cookie_of(answer_header: str, name: str) -> dict[str, str]:
    """Read the attributes of a cookie that an answer sets."""
    cookies: SimpleCookie = SimpleCookie(answer_header)
    morsel = cookies[name]
    return {"value": morsel.value} | {key: str(value) for key, value in morsel.items()}


def log_in_answer(client: TestClient, store: Store, **login: str) -> str:
    """Log in and give the header that sets the session's cookie."""
    if store.accounts().user("ann") is None:
        store.accounts().add("ann", PASSWORD, Role.CODER)
    proof = hidden(client.get("/login").text, "proof")
    data = {"name": "ann", "password": PASSWORD, "proof": proof} | login
    answer = client.post("/login", data=data)
    assert answer.status_code == 303
    return answer.headers["set-cookie"]


# Forms


@pytest.mark.parametrize("csrf", [None, "", "0" * 64, "é", "x" * 10_000])
def test_form_without_its_sessions_token_is_refused(log_in: LogIn, csrf: str | None) -> None:
    ann = log_in("ann")
    answer = ann.client.post("/write", data={} if csrf is None else {"csrf": csrf})
    assert answer.status_code == 403
    assert "not from this session" in answer.text


def test_token_of_another_session_is_refused(log_in: LogIn) -> None:
    ann, bob = log_in("ann"), log_in("bob")
    assert ann.csrf != bob.csrf
    assert ann.client.post("/write", data={"csrf": bob.csrf}).status_code == 403
    again = log_in("ann")
    assert again.csrf != ann.csrf, "each session has its own"
    assert again.client.post("/write", data={"csrf": ann.csrf}).status_code == 403


def test_token_is_taken_from_a_form_or_a_header_and_not_from_the_address(log_in: LogIn) -> None:
    ann = log_in("ann")
    assert ann.client.post("/write", data={"csrf": ann.csrf}).status_code == 200
    assert ann.client.post("/write", headers={"x-csrf-token": ann.csrf}).status_code == 200
    assert ann.client.post(f"/write?csrf={ann.csrf}").status_code == 403
    assert ann.client.post("/write", json={"csrf": ann.csrf}).status_code == 403
    file = {"csrf": ("csrf.txt", ann.csrf.encode())}
    assert ann.client.post("/write", files=file).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"origin": "http://testserver.elsewhere.example"},
        {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
    ],
)
def test_page_of_another_site_cannot_send_a_form(log_in: LogIn, headers: dict[str, str]) -> None:
    ann = log_in("ann")
    answer = ann.client.post("/write", data={"csrf": ann.csrf}, headers=headers)
    assert answer.status_code == 403
    assert "another site" in answer.text
    assert answer.headers["content-security-policy"], "refusals have the headers too"


@pytest.mark.parametrize(
    "headers", [{}, {"sec-fetch-site": "same-origin"}, {"origin": "http://testserver"}]
)
def test_own_page_can_send_a_form(log_in: LogIn, headers: dict[str, str]) -> None:
    ann = log_in("ann")
    answer = ann.client.post("/write", data={"csrf": ann.csrf}, headers=headers)
    assert answer.json() == "ann wrote"


def test_login_form_of_another_site_logs_nobody_in(app: FastAPI, store: Store) -> None:
    store.accounts().add("ann", PASSWORD, Role.CODER)
    attacker, victim = TestClient(app), TestClient(app, follow_redirects=False)
    proof = hidden(attacker.get("/login").text, "proof")
    data = {"name": "ann", "password": PASSWORD, "proof": proof}
    assert victim.post("/login", data=data).status_code == 403
    victim.get("/login")
    assert victim.post("/login", data=data).status_code == 403, "the proof is of another cookie"
    assert victim.post("/login", data={"name": "ann", "password": PASSWORD}).status_code == 403


def test_logout_of_another_site_logs_nobody_out(log_in: LogIn) -> None:
    ann = log_in("ann")
    assert ann.client.post("/logout").status_code == 403
    assert ann.client.post("/write", data={"csrf": ann.csrf}).status_code == 200


def test_nothing_is_written_by_a_link(log_in: LogIn) -> None:
    ann = log_in("ann")
    assert ann.client.get("/logout").status_code == 405
    assert ann.client.get(f"/write?csrf={ann.csrf}").status_code == 405


# Sessions


def test_session_that_somebody_put_into_the_browser_is_not_taken_over(
    app: FastAPI, store: Store, dossier: Dossier
) -> None:
    client = TestClient(app, follow_redirects=False)
    client.cookies.set(cookie_name(dossier), "planted")
    made = cookie_of(log_in_answer(client, store), cookie_name(dossier))["value"]
    assert made != "planted"
    thief = TestClient(app, cookies={cookie_name(dossier): "planted"})
    assert "Log in" in thief.get("/login").text
    assert store.accounts().user_of_session("planted") is None


def test_login_ends_the_session_before_it(app: FastAPI, store: Store, dossier: Dossier) -> None:
    client = TestClient(app, follow_redirects=False)
    first = cookie_of(log_in_answer(client, store), cookie_name(dossier))["value"]
    second = cookie_of(log_in_answer(client, store), cookie_name(dossier))["value"]
    assert first != second
    assert store.accounts().user_of_session(first) is None
    assert store.accounts().user_of_session(second)


def test_logout_ends_the_session_on_the_server(
    log_in: LogIn, store: Store, dossier: Dossier
) -> None:
    ann = log_in("ann")
    session = ann.client.cookies[cookie_name(dossier)]
    answer = ann.client.post("/logout", data={"csrf": ann.csrf})
    assert store.accounts().user_of_session(session) is None
    assert "Max-Age=0" in answer.headers["set-cookie"]


def test_cookie_is_out_of_reach_of_scripts_and_other_sites(
    client: TestClient, store: Store, dossier: Dossier
) -> None:
    cookie = cookie_of(log_in_answer(client, store), cookie_name(dossier))
    assert cookie["httponly"] == "True"
    assert cookie["samesite"] == "lax"
    assert cookie["path"] == "/"
    assert cookie["domain"] == "", "only this very host gets it"
    assert cookie["secure"] == "", "plain HTTP on loopback"
    assert cookie["max-age"] == str(7 * 24 * 3600)
    assert len(cookie["value"]) >= 43


def test_cookie_is_secure_where_the_page_is(app: FastAPI, store: Store, dossier: Dossier) -> None:
    client = TestClient(app, base_url="https://testserver", follow_redirects=False)
    assert cookie_of(log_in_answer(client, store), cookie_name(dossier))["secure"] == "True"


def test_two_dossiers_on_one_host_have_cookies_of_their_own(
    dossier: Dossier, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from dataclasses import replace

    other = replace(dossier, folder=tmp_path_factory.mktemp("other"))
    assert cookie_name(dossier) != cookie_name(other)


def test_page_of_an_account_is_kept_out_of_shared_caches(log_in: LogIn, client: TestClient) -> None:
    ann = log_in("ann")
    assert "no-store" in ann.client.get("/login").headers["cache-control"]
    failure = ann.client.get("/nowhere")
    assert failure.headers["cache-control"] == "private, no-cache"
    assert "Cookie" in failure.headers["vary"]
    assert "cache-control" not in client.get("/nowhere").headers


# Redirects


@pytest.mark.parametrize(
    "target",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "\\\\elsewhere.example",
        "/\t/elsewhere.example",
        "/\n/elsewhere.example",
        "javascript:alert(1)",
        " //elsewhere.example",
        "elsewhere.example",
        "/x\r\nSet-Cookie: a=b",
        "",
    ],
)
def test_login_leads_to_no_other_host(client: TestClient, store: Store, target: str) -> None:
    assert safe_next(target) == "/"
    page = client.get("/login", params={"next": target}).text
    assert hidden(page, "next") == "/"
    store.accounts().add("ann", PASSWORD, Role.CODER)
    data = {"name": "ann", "password": PASSWORD, "proof": hidden(page, "proof"), "next": target}
    answer = client.post("/login", data=data)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_pages_of_this_server_stay() -> None:
    for target in ("/", "/review?party=a&at=b", "/outlets/The%20Post", "/documents/1#s-2"):
        assert safe_next(target) == target


# Hosts, bodies, reading that is not open


Served = Callable[..., TestClient]


@pytest.fixture
def served(dossier: Dossier, store: Store, talks: Talks) -> Served:
    """Serve with other access or under a base path."""

    def made(
        base_path: str = "", hosts: tuple[str, ...] = (), open_reading: bool = True
    ) -> TestClient:
        access = Access(hosts=hosts, open_reading=open_reading)
        app = create_app(dossier, store, base_path=base_path, access=access)
        add_room(app)
        return TestClient(app, follow_redirects=False)

    return made


def test_server_on_loopback_answers_to_no_other_name(served: Served) -> None:
    client = served(hosts=LOOPBACK)
    for host in ("127.0.0.1:8730", "localhost", "[::1]:8730", "LOCALHOST:1"):
        assert client.get("/login", headers={"host": host}).status_code == 200
    for host in ("elsewhere.example", "127.0.0.1.elsewhere.example", "localhost@x:80", "", "[::"):
        assert client.get("/login", headers={"host": host}).status_code == 400, host


def test_reading_that_is_not_open_leads_to_the_login(served: Served, store: Store) -> None:
    client = served(open_reading=False)
    answer = client.get("/outlets/The%20Post", params={"after": "x y"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=%2Foutlets%2FThe%2520Post%3Fafter%3Dx%2By"
    assert client.get("/login").status_code == 200
    assert client.get("/static/css/base.css").status_code == 200
    refused = client.get("/api/statements")
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == "Bearer"
    assert refused.headers["content-type"] == "application/problem+json"
    log_in_answer(client, store)
    assert client.get("/nowhere").status_code == 404


def test_reader_may_read_what_is_not_open(served: Served, store: Store) -> None:
    client = served(open_reading=False)
    store.accounts().add("ann", PASSWORD, Role.READER)
    log_in_answer(client, store)
    assert client.get("/nowhere").status_code == 404
    csrf = hidden(client.get("/login").text, "csrf")
    assert client.post("/write", data={"csrf": csrf}).status_code == 403


def test_body_that_is_far_too_large_is_refused(log_in: LogIn) -> None:
    ann = log_in("ann")
    large = {"csrf": ann.csrf, "text": "x" * 1_000_001}
    assert ann.client.post("/write", data=large).status_code == 413

    def unannounced() -> Iterator[bytes]:
        yield b"csrf=" + ann.csrf.encode() + b"&text="
        for _ in range(20):
            yield b"x" * 100_000

    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert ann.client.post("/write", content=unannounced(), headers=kind).status_code == 413


# Behind a proxy with a base path


@pytest.mark.parametrize("kept", [True, False])
def test_base_path_is_in_links_redirects_files_and_cookies(
    served: Served, store: Store, dossier: Dossier, kept: bool
) -> None:
    """Some proxies pass the base path on, some take it off."""
    client = served(base_path="/talks", open_reading=False)
    prefix = "/talks" if kept else ""
    answer = client.get(f"{prefix}/review")
    assert answer.headers["location"] == "/talks/login?next=%2Freview"
    page = client.get(f"{prefix}/login?next=/review").text
    links = re.findall(r'(?:href|src|action|hx-get)="(/[^"]*)"', page)
    assert len(links) > 10
    assert [link for link in links if not link.startswith("/talks/")] == []
    sheet = next(link for link in links if "base.css" in link)
    assert client.get(prefix + sheet.removeprefix("/talks")).status_code == 200
    store.accounts().add("ann", PASSWORD, Role.CODER)
    form_cookie = f"{cookie_name(dossier)}-form"
    if not kept:  # a browser sends it for /talks/login, which the proxy makes /login
        client.cookies.set(form_cookie, client.cookies[form_cookie])
    data = {"name": "ann", "password": PASSWORD, "proof": hidden(page, "proof"), "next": "/review"}
    answer = client.post(f"{prefix}/login", data=data)
    assert answer.headers["location"] == "/talks/review"
    assert cookie_of(answer.headers["set-cookie"], cookie_name(dossier))["path"] == "/talks"


def test_path_that_only_begins_like_the_base_path_is_another(served: Served) -> None:
    client = served(base_path="/doc")
    assert client.get("/doc/login").status_code == 200
    assert client.get("/login").status_code == 200
    page = client.get("/documents-nowhere")
    assert page.status_code == 404
    assert 'href="/doc/login"' in page.text


# Limits


def test_limit_gives_one_more_try_after_its_time() -> None:
    now = [0.0]
    limit = Limit(tries=2, seconds=10, clock=lambda: now[0])
    assert [limit.take("ann") for _ in range(3)] == [0, 0, 10]
    now[0] = 5
    assert limit.take("ann") == 5
    now[0] = 10
    assert limit.take("ann") == 0
    assert limit.take("bob") == 0, "everybody has their own"
    now[0] = 1000
    assert [limit.take("ann") for _ in range(3)] == [0, 0, 10], "tries do not pile up"


def test_limit_forgets_so_that_memory_does_not_grow() -> None:
    limit = Limit(tries=1, seconds=1e9)
    for number in range(KEPT + 100):
        limit.take(str(number))
    assert len(limit._buckets) == KEPT
    assert limit.take("0") == 0
    assert limit.take(str(KEPT + 99)) > 0


def test_addresses_of_one_customer_count_as_one() -> None:
    assert network_of("2001:db8:1:2:3:4:5:6") == network_of("2001:db8:1:2::") == "2001:db8:1:2::/64"
    assert network_of("2001:db8:1:3::") != network_of("2001:db8:1:2::")
    assert network_of("::ffff:192.0.2.1") == network_of("192.0.2.1") == "192.0.2.1"
    assert network_of("fe80::1%eth0") == "fe80::/64"
    assert network_of("testclient") == "testclient"


# What goes wrong


def test_failure_that_nobody_foresaw_is_a_page_and_keeps_its_secrets(app: FastAPI) -> None:
    router = APIRouter()

    @router.get("/broken")
    def broken() -> str:
        raise RuntimeError("a secret of the machine")

    app.include_router(router)
    client = TestClient(app, raise_server_exceptions=False)
    answer = client.get("/broken")
    assert answer.status_code == 500
    assert "nobody foresaw" in answer.text
    assert "secret of the machine" not in answer.text
    assert answer.headers["content-security-policy"]
    with pytest.raises(RuntimeError, match="secret"):
        TestClient(app).get("/broken")
