"""What the record means: positions, corroboration, contradiction."""
