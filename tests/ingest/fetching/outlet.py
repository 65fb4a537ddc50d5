"""An outlet that publishes: its articles and feeds on the server of a test."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from tests.ingest.fetching.server import ARTICLE, Server, page


@dataclass
class Story:
    """An article, as its outlet has it."""

    path: str
    title: str
    published: str = "Mon, 16 Nov 2026 10:00:00 GMT"
    updated: str | None = None
    guid: str | None = None
    query: str = ""
    body: str = ARTICLE


@dataclass
class Outlet:
    """Publishes stories under one host name."""

    server: Server
    host: str = "outlet.test"
    stories: list[Story] = field(default_factory=list)

    def publish(self, *names: str, body: str = ARTICLE) -> list[Story]:
        """Put new articles up, each with a text of its own; the feeds tell of them at once."""
        made = []
        for name in names:
            story = Story(path=f"/news/{name}", title=f"Report {name} of the talks", body=body)
            self.stories.append(story)
            self.put_up(story)
            made.append(story)
        return made

    def put_up(self, story: Story) -> None:
        text = page(story.title, f"<p>{story.title} from the harbour town.</p>{story.body}")
        self.server.give(story.path, text)

    def address(self, story: Story) -> str:
        return self.server.at(story.path, self.host)

    def feed(self, stories: Sequence[Story] | None = None, head: str = "") -> str:
        """Write the feed of these stories, or of all, the newest first."""
        shown = self.stories if stories is None else stories
        items = "".join(
            f"<item><title>{escape(story.title)}</title>"
            f"<link>{escape(self.address(story) + story.query)}</link>"
            + (f"<guid>{escape(story.guid)}</guid>" if story.guid else "")
            + f"<pubDate>{story.published}</pubDate>"
            + (f"<atom:updated>{story.updated}</atom:updated>" if story.updated else "")
            + "</item>"
            for story in reversed(shown)
        )
        return (
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
            'xmlns:atom="http://www.w3.org/2005/Atom" '
            'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>'
            f"<title>The Outlet</title><link>{self.server.at('/', self.host)}</link>{head}{items}"
            "</channel></rss>"
        )

    def show(
        self, path: str = "/feed.xml", etag: str | None = None, modified: str | None = None
    ) -> str:
        """Put the feed of all stories up as it is now; give its address."""
        told = {"Content-Type": "application/rss+xml"}
        told |= {"ETag": etag} if etag else {}
        told |= {"Last-Modified": modified} if modified else {}
        text = self.feed().encode()
        self.server.routes[path] = lambda handler: handler.send(200, text, told)
        return self.server.at(path, self.host)
