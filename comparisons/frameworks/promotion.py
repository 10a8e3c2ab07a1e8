"""Keras off TensorFlow takes float64 for float32 wherever numbers of several dtypes may meet: here it keeps it."""

from keras.src.backend.common import dtypes


def keep_float64() -> None:
    """Let Keras promote float64 to float64.

    Its table of dtypes (``BIT64_TO_BIT32_DTYPE``) has float32 there on every backend but TensorFlow, since accelerators
    were built for that: a model whose weights, inputs and policy are float64 then multiplies matrices in float32. What
    is asked in float64 here is the mathematics, so the one entry is changed; float32 and halves are as shipped.
    """
    dtypes.BIT64_TO_BIT32_DTYPE["float64"] = "float64"
