"""Mistakes that people make in ports: open ones, in sight while the diagnosis was written, and held-back ones."""
