"""Routers: every group of pages, in one table."""

from fastapi import APIRouter

from dragoman.web.api import pages as api
from dragoman.web.feeds import routes as feed_routes
from dragoman.web.pages import (
    actor,
    actors,
    articles,
    claim,
    claims,
    codebook,
    documents,
    families,
    family,
    feeds,
    meeting,
    meetings,
    network,
    outlet,
    outlets,
    overview,
    plan,
    plan_pair,
    plans,
    position,
    positions,
    quarantine,
    search,
    shifts,
    statement,
    statements,
    timeline,
)
from dragoman.web.review import audit, queue, routes
from dragoman.web.users import login

ROUTERS: tuple[APIRouter, ...] = (
    login.router,
    queue.router,
    routes.router,
    audit.router,
    overview.router,
    positions.router,
    position.router,
    shifts.router,
    network.router,
    timeline.router,
    claims.router,
    claim.router,
    meetings.router,
    meeting.router,
    plans.router,
    plan_pair.router,  # before plan.router, which would take "compare" for an id
    plan.router,
    actors.router,
    actor.router,
    documents.router,
    families.router,
    family.router,
    articles.router,
    statements.router,
    statement.router,
    search.router,
    outlets.router,
    outlet.router,
    codebook.router,
    quarantine.router,
    api.router,
    feeds.router,
    feed_routes.router,
)
"""The routers of all groups of pages."""
