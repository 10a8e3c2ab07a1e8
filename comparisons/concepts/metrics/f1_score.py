"""Without a threshold a class is found if its score is the largest of its sample, in Keras all of equals.

In Keras a largest score of 0 finds nothing: shift logits that may be 0, or give it probabilities.
"""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.counting import hits, share
from scratch.metrics.f1_score import f1_score, largest

EPSILON = 1e-7  # keras.config.epsilon()


def data(rng, n, k, tied=False, several=False, wrong=False, absent=0):
    """Draw scores from 0 to 1, or often equal and often 0, or all wrong, and classes, of which some never occur."""
    y = np.eye(k, dtype=bool)[rng.integers(0, k - absent, n)]
    if several:
        y = rng.random((n, k)) < 0.4
    z = rng.integers(-1, 2, (n, k)) / 2 if tied else np.clip(0.4 * y + 0.6 * rng.random((n, k)), 0, 1)
    z = np.where(wrong & y, 0.0, z)
    return dict(z=z - (2.0 if absent else 0.0) * (np.arange(k) >= k - absent), y=y)


def in_keras(z, y, *, epsilon, nothing, **settings):
    """Add 10⁻⁷ to whatever is divided by, and let a largest score of 0 find nothing."""
    helpers = dict(
        share=(lambda part, whole: part / (whole + EPSILON)) if epsilon else share,
        largest=(lambda z: largest(z) & (np.abs(z) > 1e-9)) if nothing else largest,
    )
    return rewritten(f1_score, **helpers)(z, y, **settings)


def of_means(z, y, *, average, threshold):
    """The F1 of the mean precision and the mean recall, where a macro average is asked."""
    tp, fp, fn = hits(largest(z) if threshold is None else z > threshold, y)
    if average != "macro":
        raise NotImplementedError("it is a macro average")
    P, R = np.mean(share(tp, tp + fp)), np.mean(share(tp, tp + fn))
    return np.asarray(2 * share(P * R, P + R), z.dtype)


concept = Concept(
    __name__,
    cases=[
        dict(n=50, k=4),
        dict(n=50, k=4, average="macro"),
        dict(n=50, k=4, average="micro"),
        dict(n=50, k=4, average="weighted"),
        dict(n=30, k=3, several=True, threshold=0.5),
        dict(n=30, k=3, several=True, threshold=0.25, average="weighted"),
        dict(n=30, k=4, absent=2, average="macro"),
        dict(n=40, k=3, tied=True),
        dict(n=9, k=3, wrong=True, average="macro"),
        dict(n=5, k=1, average="micro"),
        dict(n=1, k=2),
    ],
    timing=dict(n=10_000, k=10),
    data=data,
    differs=dict(
        keras=Differs(
            in_keras,
            dict(
                epsilon="Keras adds 10⁻⁷ to all that it divides by, in precision, recall, their mean and the shares of "
                "classes",
                nothing="in Keras a class whose score is 0 is never found without a threshold, be it the largest",
            ),
        )
    ),
    relatives={"macro: F1 is taken of the mean precision and the mean recall": of_means},
)
