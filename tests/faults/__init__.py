"""Faults: processes that are killed at any moment, round after round."""
