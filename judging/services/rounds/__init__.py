"""The acts of the rounds: planned, opened, voted in and closed."""
