"""Versions: environments with other versions of what is compared, and the check and the clock in them.

Knows `clock/`, `processes/` and `declaring/`; uv resolves and installs. The desk asks for it.
"""
