"""Dragoman keeps a sourced record of a negotiation, read from its news coverage."""

__version__ = "0.1.0"
