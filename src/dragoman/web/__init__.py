"""The record in the browser: pages, review by people, REST API and feeds."""

from dragoman.web.app import create_app

__all__ = ["create_app"]
