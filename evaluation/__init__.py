"""How good the record is: scorers, quality floors, the gate."""
