"""Groups: the routers of all nouns, in the order in which the description lists them."""

from fastapi import APIRouter

from dragoman.web.api import (
    actors,
    agreement,
    claims,
    comparisons,
    concepts,
    coverage,
    documents,
    dossier,
    families,
    judgements,
    meetings,
    network,
    outlets,
    packages,
    plans,
    positions,
    search,
    stability,
    statements,
    what_if,
)

GROUPS: tuple[APIRouter, ...] = (
    dossier.router,
    documents.router,
    families.router,
    outlets.router,
    statements.router,
    actors.router,
    concepts.router,
    positions.router,
    packages.router,
    claims.router,
    meetings.router,
    plans.router,
    coverage.router,
    comparisons.router,
    agreement.router,
    network.router,
    stability.router,
    what_if.router,
    judgements.router,
    search.router,
)
"""The routers of all groups."""
