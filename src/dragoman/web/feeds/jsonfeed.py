"""JSON Feed: a feed as JSON (version 1.1, https://www.jsonfeed.org/version/1.1)."""

import json

from dragoman.report.characters import shown
from dragoman.web.feeds.feed import Change, Feed

MEDIA_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def write_json(feed: Feed, root: str) -> bytes:
    """Write a feed as JSON Feed.

    Args:
        feed: The feed.
        root: The address that the application is reached at, without a slash at its end.
    """
    written = {
        "version": VERSION,
        "title": shown(feed.title),
        "home_page_url": f"{root}{feed.page}",
        "feed_url": f"{root}{feed.path}.json",
        "language": "en",
        "authors": [{"name": "Dragoman"}],
        "items": [_item(change, root) for change in feed.changes],
    }
    return json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode()


def _item(change: Change, root: str) -> dict[str, object]:
    return {
        "id": change.id,
        "url": f"{root}{change.path}",
        "title": shown(change.title),
        "content_text": shown("\n".join(change.summary) or change.title),
        "date_published": change.entered_at,
        "date_modified": change.updated_at,
        "tags": [shown(tag) for tag in change.tags],
    }
