"""The record in the formats of other tools: one module per format, each a function of the view."""
