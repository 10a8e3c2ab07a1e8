"""Triptych's harness: what is compared, how, and how exactly and fast it comes out. ARCHITECTURE.md shows its rooms.

What :mod:`triptych` offers is offered here, too. It is imported when it is first used, so that nothing else waits for
pandas.
"""

__all__ = ["align", "check", "concepts", "measure", "tell"]


def __getattr__(name: str):
    if name in __all__:
        from comparisons.desk import asking

        return getattr(asking, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return sorted([*globals(), *__all__])
