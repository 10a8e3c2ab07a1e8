"""What metrics count, and shares of it: of nothing there is no share, and 0 stands for it."""

import numpy as np


def confusion(y, said, k):
    """Return how many samples of each of k classes y (n), row by row, were said (n) to be of each."""
    return np.bincount(y * k + said, minlength=k * k).reshape(k, k)


def hits(said, y):
    """Return true positives, false positives and false negatives on the first axis of yes and no (n …)."""
    return (np.count_nonzero(each, axis=0) for each in (said & y, said & ~y, ~said & y))


def share(part, whole):
    """Return part / whole, and 0 where the whole is 0."""
    return part / np.where(whole, whole, 1)
