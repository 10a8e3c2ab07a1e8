"""Mistakes that people make in ports; the diagnosis was written with the open ones in sight, never the held-back ones."""
