"""PyTorch's mean is of losses that are divided by their numbers of labels; Keras's is not, and it computes in float32.

PyTorch takes logarithms of probabilities and wants the frames first, Keras takes logits and the sequences first.
"""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.cross_entropy import log_softmax
from scratch.losses.ctc import ctc, ends, log_of_sum, shifted


def data(rng, n, t, s, k, blank, short=False, equal=False):
    """Draw labels that are no blanks, with ``equal`` all the same; and how many of them and of frames there are.

    As many frames as are needed, and no more than t; if ``short``, one less than that of the first sequence.
    """
    y = rng.integers(0, k - 1, (n, s))
    y = np.zeros_like(y) if equal else y
    y += y >= blank
    labels = rng.integers(1 + short, s + 1, n)
    repeats = [
        np.count_nonzero(row[1:count] == row[: count - 1]) for row, count in zip(y, labels, strict=True)
    ]
    frames = np.clip(labels + repeats + rng.integers(0, t, n), 1, t)
    if short:
        frames[0] = labels[0] + repeats[0] - 1
    return dict(y=y, frames=frames, labels=labels)


SINGLE = dict(dtypes=("float32",))  # in which Keras computes whatever it is asked
BOTH = ("frames", "labels")


def by_the_number_of_labels(z, y, frames=None, labels=None, **settings):
    """Divide each loss by its number of labels before the mean is taken."""
    if settings["reduction"] != "mean":
        return ctc(z, y, frames, labels, **settings)
    losses, backward_of_all = ctc(z, y, frames, labels, **settings | dict(reduction="none"))
    share = 1 / np.clip(np.full(len(y), y.shape[1]) if labels is None else labels, 1, None) / len(y)
    return losses @ share, lambda dloss: backward_of_all(dloss * share)


LOG_0 = np.log(1e-307)


def ends_anywhere(skips, labels, dtype):
    """Let an alignment end anywhere, with a chance of 1e-307."""
    begins, stops = ends(skips, labels, dtype)
    return begins, np.where(stops == 0, 0, LOG_0)


def begins_anywhere_too(skips, labels, dtype):
    """Let it begin anywhere, too, with that chance for each way to get there: from itself, from before, by a skip."""
    begins, stops = ends_anywhere(skips, labels, dtype)
    return np.where(begins == 0, 0, LOG_0 + np.log(2.0 + skips)), stops


def nearly_never(*arrays, **settings):
    """Take the loss from alignments that may end anywhere, and its gradient from those that begin anywhere, too."""
    loss, _ = rewritten(ctc, ends=ends_anywhere)(*arrays, **settings)
    _, backward = rewritten(ctc, ends=begins_anywhere_too)(*arrays, **settings)
    return loss, backward


LOG_0_OF_JAX = -1e5


def begins_anywhere(skips, labels, dtype):
    """Let an alignment begin anywhere, with a chance of e^−100000 for each way to get there, and end where it may."""
    begins, stops = ends(skips, labels, dtype)
    return np.where(begins == 0, 0, LOG_0_OF_JAX + np.log(2.0 + skips)), stops


def jumps(skips):
    """Return the logarithms of the chances to skip the blank before a label, between equal ones e^−100000."""
    labels = np.arange(skips.shape[1]) % 2 == 1
    return np.where(skips, 0, np.where(labels, LOG_0_OF_JAX, -np.inf))


def stepped_anyhow(alpha, skips):
    return log_of_sum(
        np.stack([alpha, shifted(alpha, 1, -np.inf), shifted(alpha, 2, -np.inf) + jumps(skips)])
    )


def stepped_back_anyhow(after, skips):
    return log_of_sum(
        np.stack([after, shifted(after, -1, -np.inf), shifted(after + jumps(skips), -2, -np.inf)])
    )


def nearly_never_on_jax(z, *others, **settings):
    """Let alignments begin anywhere and jump anyhow; what comes back at log p goes through the softmax."""
    function = rewritten(ctc, ends=begins_anywhere, stepped=stepped_anyhow, stepped_back=stepped_back_anyhow)
    loss, backward = function(z, *others, **settings)
    _, p = log_softmax(z)

    @np.errstate(over="ignore")  # of frames that do not count
    def through_softmax(dloss):
        dz = backward(dloss)["z"]
        return dict(z=dz - p * dz.sum(axis=-1, keepdims=True))  # a sum of 0, but for the rounding of log p

    return loss, through_softmax


def lost_where_infinite(z, y, frames=None, labels=None, **settings):
    """Let the gradient of a loss that was infinite, and is taken for 0, be no number."""
    loss, backward = ctc(z, y, frames, labels, **settings)
    infinite = np.isinf(
        ctc(z, y, frames, labels, blank=settings["blank"], reduction="none", zero_infinity=False)[0]
    )
    there = np.arange(z.shape[1]) < np.reshape(z.shape[1] if frames is None else frames, (-1, 1))
    lost = infinite[:, None] & there & settings["zero_infinity"]
    return loss, lambda dloss: dict(z=np.where(lost[..., None], np.nan, backward(dloss)["z"]))


concept = Concept(
    __name__,
    cases=[
        dict(n=4, t=8, s=3, k=5, **SINGLE),
        dict(n=1, t=1, s=1, k=2, **SINGLE),
        dict(n=3, t=9, s=3, k=4, equal=True, reduction="none", **SINGLE),
        dict(n=5, t=9, s=4, k=6, blank=5, reduction="sum", given=BOTH, **SINGLE),
        dict(n=5, t=9, s=4, k=3, blank=1, reduction="none", given=BOTH, **SINGLE),
        dict(n=4, t=9, s=4, k=3, short=True, reduction="none", given=BOTH, **SINGLE),
        dict(n=4, t=9, s=4, k=3, short=True, zero_infinity=True, reduction="sum", given=BOTH, **SINGLE),
    ],
    timing=dict(n=32, t=100, s=20, k=32, given=BOTH),
    data=data,
    differs=dict(
        pytorch=Differs(
            by_the_number_of_labels,
            dict(divided="PyTorch divides each loss by its number of labels before it takes the mean"),
        ),
        keras=Differs(
            nearly_never,
            dict(
                nearly_never="TensorFlow takes 1e-307 for the chance to begin or end at a wrong place: labels that do "
                "not fit their frames cost about 707 more, where the loss is ∞, and send gradients back"
            ),
        ),
    )
    | {
        "keras-torch": Differs(
            lost_where_infinite,
            dict(
                lost="where a loss is ∞, and another is put in its place, PyTorch's gradient is no number: 0 times "
                "that of ∞"
            ),
        ),
        "keras-jax": Differs(
            nearly_never_on_jax,
            dict(
                nearly_never="on JAX e^−100000 is the chance to begin at a wrong place, and to need no blank between "
                "equal labels: labels that do not fit their frames cost about 100000, where the loss is ∞, and send "
                "gradients back"
            ),
        ),
    },
)
