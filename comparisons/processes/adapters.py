"""Which frameworks answer, each by the address of its adapter, which is imported in the process that needs it."""

import importlib

from comparisons.errors import unknown

ADAPTERS = {
    "scratch": "comparisons.frameworks.scratch:Scratch",
    "pytorch": "comparisons.frameworks.pytorch:PyTorch",
    "keras": "comparisons.frameworks.keras:Keras",
}


def adapter(name: str) -> type:
    """Return an adapter's class by the framework's name; only now is that framework imported.

    Raises Mistake for an unknown name and ImportError where the framework cannot be imported.
    """
    if name not in ADAPTERS:
        raise unknown("framework", name, ADAPTERS)
    module, _, attribute = ADAPTERS[name].partition(":")
    return getattr(importlib.import_module(module), attribute)
