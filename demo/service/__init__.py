"""The sample township, and the evening played in it."""
