"""The REST API: every noun of the record, the same answers as the pages."""
