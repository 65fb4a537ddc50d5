"""Spans become speakers, parties and chains, with the help of dated knowledge."""
