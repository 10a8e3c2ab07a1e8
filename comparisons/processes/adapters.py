"""Which frameworks answer, each by the address of its adapter, which is imported in the process that needs it."""

import importlib

from comparisons.errors import unknown

ADAPTERS = {
    "scratch": "comparisons.frameworks.scratch:Scratch",
    "pytorch": "comparisons.frameworks.pytorch:PyTorch",
    "keras": "comparisons.frameworks.keras_on_tensorflow:KerasOnTensorFlow",
    "keras-torch": "comparisons.frameworks.keras_on_torch:KerasOnTorch",
    "keras-jax": "comparisons.frameworks.keras_on_jax:KerasOnJax",
}

#: Those that answer where nobody names others.
USUAL = ("scratch", "pytorch", "keras")

#: The modes in which each runs what it has built, the usual one first.
MODES = {
    "scratch": ("numpy",),
    "pytorch": ("eager", "compile"),
    "keras": ("eager", "function", "xla"),
    "keras-torch": ("eager",),
    "keras-jax": ("eager", "xla"),
}

#: The names of all modes.
MODE_NAMES = tuple(dict.fromkeys(mode for modes in MODES.values() for mode in modes))

#: Modes that compile what is built before they run it.
COMPILED = ("compile", "function", "xla")


def adapter(name: str) -> type:
    """Return an adapter's class by the framework's name; only now is that framework imported.

    Raises Mistake for an unknown name and ImportError where the framework cannot be imported.
    """
    if name not in ADAPTERS:
        raise unknown("framework", name, ADAPTERS)
    module, _, attribute = ADAPTERS[name].partition(":")
    return getattr(importlib.import_module(module), attribute)


def usual_mode(framework: str) -> str:
    """Return the mode in which a framework runs if nobody says another, "" for what is no framework of ours."""
    return MODES.get(framework, ("",))[0]
