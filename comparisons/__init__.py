"""Triptych's harness: what is compared, how, and how exactly and fast it comes out.

For notebooks and tests::

    from comparisons import check, concepts, measure, tell

    concepts()                        # which there are
    check("recurrent.lstm")           # do NumPy, PyTorch and Keras agree?
    measure("recurrent.lstm")         # how fast is each?
    tell("perceptron")                # run an experiment in all three: its claims, tables and pictures

The first three return a DataFrame, the last a Telling. They are imported when first used, so that nothing else waits
for pandas.
"""

__all__ = ["check", "concepts", "measure", "tell"]


def __getattr__(name: str):
    if name in __all__:
        from comparisons import asking

        return getattr(asking, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return sorted([*globals(), *__all__])
