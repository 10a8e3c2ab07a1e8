"""Triptych's harness: what is compared, how, and how exactly and fast it comes out. ARCHITECTURE.md shows its rooms.

What :mod:`triptych` offers is offered here, too. It is imported when it is first used, so that nothing else waits for
pandas.
"""

import importlib

_HOMES = {
    **dict.fromkeys(("align", "ask", "check", "concepts", "measure", "tell"), "comparisons.desk.asking"),
    **dict.fromkeys(("against", "assert_agrees"), "comparisons.yours.against"),
    "measure_models": "comparisons.desk.own_models",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str):
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return sorted([*globals(), *__all__])
