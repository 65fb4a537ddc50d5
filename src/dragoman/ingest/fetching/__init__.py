"""Fetching: the only place that opens a socket, politely and towards public addresses alone."""

from dragoman.ingest.fetching.addresses import Gate, read_address, same_address
from dragoman.ingest.fetching.fetcher import Fetched, Fetcher, NotModified, Validators
from dragoman.ingest.fetching.hosts import Clock, Hosts, SystemClock

__all__ = [
    "Clock",
    "Fetched",
    "Fetcher",
    "Gate",
    "Hosts",
    "NotModified",
    "SystemClock",
    "Validators",
    "read_address",
    "same_address",
]
