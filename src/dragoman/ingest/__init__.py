"""The outside world becomes documents: decoding, metadata, and cleaning by marking segments."""
