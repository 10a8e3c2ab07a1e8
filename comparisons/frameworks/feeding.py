"""How ``fit`` is fed on TensorFlow: batches that are cut beforehand and come round again take a tenth of the time."""

import math
from collections.abc import Callable

import tensorflow as tf


def of_batches(fit: Callable) -> Callable:
    """Return a ``fit`` that is given batches where it is called with arrays, in their order.

    Of arrays Keras makes a pipeline of five stages an epoch, and makes it twice: 16 ms, in which a small model could
    take fifty steps. Batches that come round again are one pipeline for all epochs. They are the same, and what is
    computed of them is the same bit for bit.
    """

    def fitting(x, y, *, batch_size, shuffle, validation_split=0.0, **settings):
        if shuffle:
            return fit(
                x, y, batch_size=batch_size, shuffle=True, validation_split=validation_split, **settings
            )
        whole = tf.data.Dataset.from_tensor_slices((tuple(x) if isinstance(x, list) else x, y))
        learnt = math.floor(len(y) * (1 - validation_split))  # Keras holds out the last samples
        if validation_split:
            held_out, steps = _round_and_round(whole.skip(learnt), len(y) - learnt, batch_size)
            settings |= dict(validation_data=held_out, validation_steps=steps)
        batches, steps = _round_and_round(whole.take(learnt), learnt, batch_size)
        return fit(batches, steps_per_epoch=steps, shuffle=False, **settings)

    return fitting


def _round_and_round(samples: tf.data.Dataset, number: int, batch_size: int) -> tuple[tf.data.Dataset, int]:
    """Return batches of so many samples that come again and again, and how many of them are all samples."""
    return samples.batch(batch_size).repeat(), math.ceil(number / batch_size)
