"""Keras has one backend a process: it is chosen before Keras is imported."""

import os
import sys


def choose_backend(name: str) -> None:
    """Let Keras compute on this backend. Raises ImportError where it already computes on another in this process."""
    os.environ["KERAS_BACKEND"] = name
    if keras := sys.modules.get("keras"):
        at_work = keras.config.backend()
        if at_work != name:
            raise ImportError(
                f"Keras computes on {at_work} in this process; another backend needs another process"
            )
