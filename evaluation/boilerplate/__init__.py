"""Boilerplate that people marked in texts without markup, and how well ours is marked."""
