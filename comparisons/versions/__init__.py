"""Versions: environments with other versions of what is compared, and the check that is run in each.

Knows `processes/` and `declaring/`; uv resolves and installs. The desk asks for it.
"""
