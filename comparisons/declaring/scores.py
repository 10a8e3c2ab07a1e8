"""How good a trained model is: a function of its predictions and the targets, both with axis n first.

Where a data set has no targets, they are its samples.
"""

import numpy as np


def binary_accuracy(prediction, y) -> float:
    """Return the share of samples whose logit (n) has the right sign; y is 1 or not (0 or −1)."""
    return float(np.mean((prediction > 0) == (y > 0)))


def categorical_accuracy(prediction, y) -> float:
    """Return the share of samples whose largest logit (n … k) is that of their class y (n …)."""
    return float(np.mean(np.argmax(prediction, axis=-1) == y))


def share_found(prediction, y) -> float:
    """Return the share of samples of which the largest logit (n m) is that of the one for which y (n m) is 1."""
    return categorical_accuracy(prediction, np.argmax(y, axis=1))


def root_mean_squared_error(prediction, y) -> float:
    """Return the root of the mean squared error, in units of y."""
    return float(np.sqrt(np.mean((prediction - y) ** 2)))


def error_of_pixels(prediction, y) -> float:
    """Return the root of the mean squared error of pixels y from 0 to 1, of which the logits are predicted."""
    return root_mean_squared_error((1 + np.tanh(prediction / 2)) / 2, y)


def share_taken_for_real(prediction, y) -> float:
    """Return the share of samples y that a discriminator takes for real: of which the logit is positive."""
    return binary_accuracy(prediction, np.ones_like(prediction))


def r2(prediction, y) -> float:
    """Return the share of y's variance that the predictions explain."""
    return float(1 - np.mean((prediction - y) ** 2) / np.var(y))


def r2_over_naive(prediction, y) -> float:
    """Return the share of the naive forecast's squared errors that the predictions avoid: 0 is as good, below worse.

    The naive forecast is that each will be like the one before. Samples are in the order of time; the first has none
    before it, and does not count.
    """
    return float(1 - np.mean((prediction - y)[1:] ** 2) / np.mean(np.diff(y, axis=0) ** 2))
