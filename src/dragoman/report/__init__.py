"""The record as people and other tools read it: briefs and exports."""
