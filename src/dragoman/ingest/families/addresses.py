"""Addresses: one form for all the addresses that lead to the same page."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

WEB = frozenset({"http", "https"})

LONGEST = 2000
"""Characters of an address; browsers send no longer ones."""

# Beside the trackers that courlan knows: campaigns of broadcasters, and what asks for another
# rendering of the same page.
_TRACKERS = re.compile(
    r"(?i)^(?:at_|ns_|cmp$|cmpid$|ito$|smid$|ocid$|xtor$|icid$|ncid$|mod$|guccounter$|amp$|amp_|"
    r"__twitter_impression$|reflink$)"
)
_RENDERINGS = frozenset({("outputtype", "amp"), ("output", "amp"), ("m", "1"), ("view", "amp")})
_HOST = re.compile(r"^(?:www\d?|amp|m|mobile)\.(?=[^.]+\.)")
_AMP = re.compile(r"(?<=/)amp(?:/|$)|(?<=\.)amp(?=\.html?$)|\.amp$")
_INDEX = re.compile(r"(?<=/)(?:index|default)\.(?:html?|php|aspx?)$")


def address_of(url: str | None) -> str | None:
    """Give the address of a page without what does not lead to another page.

    Scheme, `www.`, hosts and paths for telephones and AMP, the slash at the end, fragments and the
    parameters of trackers are left out, and parameters are sorted. What may lead to another page
    stays: any other parameter, upper and lower case of the path, a fragment that begins with `#!`.

    Args:
        url: The address as given. None: not known.

    Returns:
        The address without its scheme. None: there is none, or it is no web page's; a site's
        front page, which stands for another text each hour, is none either.
    """
    if not url or len(url) > LONGEST:
        return None
    try:
        parts = urlsplit(_clean(url.strip()))
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if parts.scheme not in WEB or "." not in host:
        return None
    path = _INDEX.sub("", _AMP.sub("", parts.path)).rstrip("/")
    query = _query(parts.query)
    fragment = f"#{parts.fragment}" if parts.fragment.startswith("!") else ""
    if not (path or query or fragment):
        return None
    at = f":{port}" if port not in (None, 80, 443) else ""
    return _HOST.sub("", host) + at + path + query + fragment


def _clean(url: str) -> str:
    """Take away the trackers that courlan knows; it gives up on some addresses."""
    from courlan import clean_url

    return clean_url(url) or url


def _query(query: str) -> str:
    """Give the parameters that may lead to another page, sorted, with their question mark."""
    kept = [
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if not _TRACKERS.match(name) and (name.casefold(), value.casefold()) not in _RENDERINGS
    ]
    return f"?{urlencode(sorted(kept))}" if kept else ""
