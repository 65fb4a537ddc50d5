"""[sources] of a dossier.toml is read, or its error says where and what to write."""

from pathlib import Path

import pytest

from dragoman.errors import DossierError
from dragoman.settings import Followed, Sources, open_dossier

HEAD = 'title = "T"\nnegotiation = "talks"\nparties = ["A", "B"]\n'


def read(tmp_path: Path, part: str) -> Sources:
    (tmp_path / "dossier.toml").write_text(HEAD + part, encoding="utf-8")
    return open_dossier(tmp_path).sources


def test_dossier_without_sources_follows_nothing(tmp_path: Path) -> None:
    sources = read(tmp_path, "")
    assert (sources.followed, sources.contact, sources.delay_s) == ((), None, None)


def test_feeds_sitemaps_and_folders_are_read_with_their_rhythm(tmp_path: Path) -> None:
    sources = read(
        tmp_path,
        """[sources]
contact = "desk@example.org"
delay = 2.5
feeds = [
  "https://outlet.example/feed.xml",
  { address = "http://other.example:8080/rss?x=1", every = "30 min", outlet = "Other" },
]
sitemaps = [{ address = "https://outlet.example/news.xml", every = "2 h" }]
folders = ["inbox", { path = "/srv/press", every = "1 day" }]
""",
    )
    assert (sources.contact, sources.delay_s) == ("desk@example.org", 2.5)
    assert sources.followed == (
        Followed(kind="feed", address="https://outlet.example/feed.xml"),
        Followed(
            kind="feed",
            address="http://other.example:8080/rss?x=1",
            every_s=1800,
            outlet="Other",
        ),
        Followed(kind="sitemap", address="https://outlet.example/news.xml", every_s=7200),
        Followed(kind="folder", address=str(tmp_path / "inbox")),
        Followed(kind="folder", address="/srv/press", every_s=86_400),
    )


@pytest.mark.parametrize("contact", ["https://desk.example/bot?x=1", "a.b+c@desk.example.org"])
def test_contact_is_an_address_of_web_or_mail(tmp_path: Path, contact: str) -> None:
    assert read(tmp_path, f'[sources]\ncontact = "{contact}"').contact == contact


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ('sources = "x"', "a part of its own"),
        ('[sources]\nfeed = ["https://o.org/"]', "[sources] has no `feed`; it has feeds,"),
        ("[sources]\nallow_loopback = true", "[sources] has no `allow_loopback`"),
        ('[sources]\nfeeds = "https://o.org/"', "`feeds` must be a list"),
        ("[sources]\nfeeds = [5]", "feeds, entry 1 must be a text or a table"),
        ('[sources]\nfeeds = ["https://o.org/f", "o.org"]', "entry 2: 'o.org' is no address"),
        ('[sources]\nfeeds = ["file:///etc/passwd"]', "is no address"),
        ('[sources]\nfeeds = ["https://me:pw@o.org/"]', "no user name"),
        ('[sources]\nfeeds = ["https://o.org/ x"]', "is no address"),
        ('[sources]\nfeeds = ["https://o.org/", "https://o.org/"]', "there twice"),
        ('[sources]\nfeeds = [{ every = "2 h" }]', "needs a text `address`"),
        ('[sources]\nfeeds = [{ address = "https://o.org", often = 1 }]', "has no `often`"),
        ('[sources]\nfeeds = [{ address = "https://o.org", outlet = 1 }]', "`outlet` must be"),
        ('[sources]\nfeeds = [{ address = "https://o.org", every = 5 }]', "`every` must be"),
        ('[sources]\nfeeds = [{ address = "https://o.org", every = "9 s" }]', "`every` must be"),
        ('[sources]\nfeeds = [{ address = "https://o.org", every = "0 h" }]', "`every` must be"),
        ('[sources]\nfeeds = [{ address = "https://o.org", every = "99 days" }]', "`every` must"),
        ('[sources]\nfolders = [{ address = "x" }]', "has no `address`"),
        ('[sources]\nfolders = [""]', "needs a text `path`"),
        ('[sources]\ncontact = "me"', "`contact` must be"),
        ('[sources]\ncontact = "https://a.org/) evil: x"', "`contact` must be"),
        ("[sources]\ncontact = 5", "`contact` must be"),
        ("[sources]\ndelay = 0", "`delay` must be"),
        ('[sources]\ndelay = "2"', "`delay` must be"),
        ("[sources]\ndelay = true", "`delay` must be"),
        ("[sources]\ndelay = 7000", "`delay` must be"),
    ],
)
def test_malformed_sources_are_told_with_their_place(tmp_path: Path, part: str, words: str) -> None:
    with pytest.raises(DossierError) as raised:
        read(tmp_path, part)
    assert "dossier.toml" in str(raised.value)
    assert words in str(raised.value)
