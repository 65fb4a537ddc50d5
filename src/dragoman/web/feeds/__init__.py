"""Feeds: changes of the record as Atom and JSON Feed, for readers that ask again by themselves."""
