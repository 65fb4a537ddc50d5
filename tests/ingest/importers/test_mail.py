from base64 import b64encode
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from dragoman.ingest import Page, ingest, render
from dragoman.ingest.arrivals import Arrival
from dragoman.record import Document, Quarantine
from tests.ingest.samples import ENGLISH, PAGE, RUSSIAN, only, refused

HTML = "<html><body><h1>Daily</h1>" + "".join(f"<p>{p}</p>" for p in ENGLISH.split("\n\n"))


def letter(text: str | None = ENGLISH, html: str | None = None, **headers: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    given = {
        "Subject": "Envoys meet",
        "From": "Lake Post <daily@lake.example>",
        "Date": "Tue, 20 May 2025 07:30:00 +0300",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    for name, value in given.items():
        if value:
            message[name] = value
    if text is not None:
        message.set_content(text)
        if html is not None:
            message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    return message


def save(path: Path, *messages: EmailMessage | bytes) -> Path:
    data = [one if isinstance(one, bytes) else one.as_bytes() for one in messages]
    if path.suffix == ".eml":
        path.write_bytes(data[0])
    else:
        separator = b"From daily@lake.example Tue May 20 07:30:00 2025\n"
        path.write_bytes(b"".join(separator + one.replace(b"\r\n", b"\n") + b"\n" for one in data))
    return path


def document(arrival: Arrival) -> Document:
    assert not isinstance(arrival, Quarantine), arrival
    return arrival.document if isinstance(arrival, Page) else arrival


def test_message_becomes_a_document_with_its_headers(tmp_path: Path) -> None:
    found = only(save(tmp_path / "a.eml", letter(Archived_At="<https://lake.example/1>")))
    assert (found.name, found.title, found.outlet) == ("a.eml", "Envoys meet", "Lake Post")
    assert found.url == "https://lake.example/1"
    assert found.published is not None
    assert found.published.value == "2025-05-20T07:30:00+03:00"
    assert found.published.basis == "metadata"
    assert found.text.replace("\r\n", "\n") == ENGLISH


def test_name_of_the_list_goes_before_the_sender(tmp_path: Path) -> None:
    found = only(save(tmp_path / "a.eml", letter(List_Id='"Lake Daily" <daily.lake.example>')))
    assert found.outlet == "Lake Daily"


@pytest.mark.parametrize(("sender", "outlet"), [("daily@lake.example", "lake.example"), ("", None)])
def test_sender_without_a_name_is_its_domain(
    tmp_path: Path, sender: str, outlet: str | None
) -> None:
    assert only(save(tmp_path / "a.eml", letter(From=sender))).outlet == outlet


def test_markup_is_read_before_plain_text_and_kept(tmp_path: Path) -> None:
    (page,) = ingest([save(tmp_path / "a.eml", letter("See https://lake.example", HTML))])
    assert isinstance(page, Page)
    assert page.document.text == render(page.markup.decode())
    assert "We have moved a step" in page.document.text


def test_plain_text_is_read_where_the_markup_is_a_frame(tmp_path: Path) -> None:
    found = only(save(tmp_path / "a.eml", letter(ENGLISH, "<p><img src='cid:1'>x</p>")))
    assert "We have moved a step" in found.text


def test_words_in_headers_and_body_are_decoded(tmp_path: Path) -> None:
    subject = "=?windows-1251?B?" + b64encode("Вопрос".encode("cp1251")).decode() + "?="
    message = letter(None, Subject="x", From="=?utf-8?b?0J7Qt9C10YDQviA=?= <a@lake.example>")
    data = message.as_bytes().replace(b"Subject: x", b"Subject: " + subject.encode())
    body = b"Content-Type: text/plain; charset=windows-1251\r\n\r\n" + RUSSIAN.encode("cp1251")
    found = only(save(tmp_path / "a.eml", data.rstrip() + b"\r\n" + body))
    assert (found.title, found.text, found.language) == ("Вопрос", RUSSIAN, "ru")


def test_attached_articles_become_documents_and_the_rest_does_not(tmp_path: Path) -> None:
    message = letter(ENGLISH)
    message.add_attachment(PAGE.encode(), "text", "html", filename="story.html")
    message.add_attachment(RUSSIAN, filename="../../заметка.txt")
    message.add_attachment(b"\x89PNG", "image", "png", filename="photo.png")
    message.add_attachment("--\nlist", filename="ATT00001.txt")
    found = [document(one) for one in ingest([save(tmp_path / "a.eml", message)])]
    assert [one.name for one in found] == [
        "a.eml",
        "a.eml/story.html",
        "a.eml/.._.._заметка.txt",
    ]
    assert found[1].outlet == "Lake Post"


def test_attachment_that_is_broken_is_told_by_itself(tmp_path: Path) -> None:
    message = letter(ENGLISH)
    message.add_attachment(b"\0\1\2", "text", "html", filename="story.html")
    body, told = ingest([save(tmp_path / "a.eml", message)])
    assert isinstance(body, Document)
    assert isinstance(told, Quarantine)
    assert told.name == "a.eml/story.html"


def test_forwarded_message_is_read_too(tmp_path: Path) -> None:
    message = letter("For you.", Subject="Fwd")
    message.add_attachment(letter(RUSSIAN, Subject="Вопрос", From="Берег <a@shore.example>"))
    outer, inner = (document(one) for one in ingest([save(tmp_path / "a.eml", message)]))
    assert (outer.title, inner.title, inner.outlet) == ("Fwd", "Вопрос", "Берег")


def test_messages_without_end_inside_of_each_other_are_told(tmp_path: Path) -> None:
    message = letter(ENGLISH)
    for _ in range(8):
        outer = letter(None)
        outer.add_attachment(message)
        message = outer
    (told,) = ingest([save(tmp_path / "a.eml", message)])
    assert isinstance(told, Quarantine)
    assert "inside of another" in told.reason


def test_mailbox_gives_each_message_under_its_own_name(tmp_path: Path) -> None:
    path = save(
        tmp_path / "all.mbox",
        letter(ENGLISH, Message_ID="<1@lake.example>"),
        letter(ENGLISH + "\n>From here\n\nFrom there on.\n"),
        b"Subject: empty\n\n\n",
        letter(ENGLISH, Message_ID="<4@lake.example>"),
    )
    first, second, third, fourth = ingest([path])
    assert document(first).name == "1@lake.example"
    assert document(second).name == "all.mbox:2"
    assert "\nFrom here\n\nFrom there on" in document(second).text
    assert isinstance(third, Quarantine)
    assert (third.name, "no text" in third.reason) == ("all.mbox:3", True)
    assert document(fourth).name == "4@lake.example"


def test_message_larger_than_the_limit_is_told_and_the_next_is_read(tmp_path: Path) -> None:
    path = save(tmp_path / "all.mbox", letter(ENGLISH * 40), letter(ENGLISH, Message_ID="<2@l>"))
    told, second = ingest([path], max_bytes=10_000)
    assert isinstance(told, Quarantine)
    assert "more than 0.01 MB" in told.reason
    assert document(second).name == "2@l"


def test_encrypted_message_is_told(tmp_path: Path) -> None:
    data = (
        b"Subject: x\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b\r\n'
        b"\r\n--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--b--\r\n"
    )
    assert "encrypted" in refused(save(tmp_path / "a.eml", data)).reason


def test_message_that_was_cut_is_flagged(tmp_path: Path) -> None:
    data = letter(ENGLISH * 5, HTML).as_bytes()
    found = only(save(tmp_path / "a.eml", data[: data.index(b"insists") + 3]))
    assert "truncated" in found.flags


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (b"\r\n\r\n", "empty"),
        (b"Just some words.\n" * 20, "not an e-mail"),
        (b"Subject: x\n\n", "no text"),
        (b"Subject: " + b"x" * 200_000 + b"\n\ntext", "longer than any"),
        (b"Subject: x\nFrom: " + b"(" * 90_000 + b"\n\n", "no text"),
    ],
)
def test_what_is_no_message_is_refused(tmp_path: Path, data: bytes, told: str) -> None:
    assert told in refused(save(tmp_path / "a.eml", data)).reason


def test_parts_without_end_inside_of_each_other_are_no_harm(tmp_path: Path) -> None:
    data = b"Subject: x\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000)
    )
    assert refused(save(tmp_path / "a.eml", data)).reason


def test_malformed_headers_are_no_harm(tmp_path: Path) -> None:
    data = letter(ENGLISH).as_bytes()
    data = data.replace(b"Lake Post <daily@lake.example>", b"<<>@[\xff, ;:<a@>")
    data = data.replace(b"Tue, 20 May 2025 07:30:00 +0300", b"the other day")
    found = only(save(tmp_path / "a.eml", data))
    assert found.published is None
    assert found.title == "Envoys meet"


@pytest.mark.parametrize("year", ["99999999999", "9" * 300])
def test_year_of_too_many_digits_is_no_date(tmp_path: Path, year: str) -> None:
    data = letter(ENGLISH).as_bytes().replace(b"20 May 2025", f"20 May {year}".encode())
    assert year.encode() in data
    assert only(save(tmp_path / "a.eml", data)).published is None


def test_file_that_is_no_mailbox_is_refused(tmp_path: Path) -> None:
    assert "not a mailbox" in refused(save_text(tmp_path / "a.mbox", "Subject: x\n\nText\n")).reason
    assert "empty" in refused(save_text(tmp_path / "b.mbox", "")).reason


def save_text(path: Path, text: str) -> Path:
    path.write_text(text)
    return path
