"""A document becomes a reading: who is said to hold what, as spans."""
