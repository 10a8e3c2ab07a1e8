"""Fixtures that set the precision in which both frameworks build, for all tests of a module that imports one."""

import keras
import pytest
import torch


@pytest.fixture(autouse=True)
def float32():
    """Build in float32, from the same seed."""
    _build_in("float32")


@pytest.fixture(autouse=True)
def float64():
    """Build in float64, from the same seed; what comes after builds in float32."""
    _build_in("float64")
    yield
    _build_in("float32")


def _build_in(dtype: str) -> None:
    torch.set_default_dtype(getattr(torch, dtype))
    torch.manual_seed(0)
    keras.config.set_floatx(dtype)
    keras.config.set_dtype_policy(dtype)
    keras.utils.set_random_seed(0)
