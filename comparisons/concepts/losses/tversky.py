"""Keras's alpha weighs misses and its beta false alarms, the other way round than its documentation and the paper."""

from comparisons.concepts.losses.dice import EMPTY, data
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.losses.tversky import tversky


def exchanged(y_hat, y, *, alpha, beta, **settings):
    return tversky(y_hat, y, alpha=beta, beta=alpha, **settings)


concept = Concept(
    __name__,
    cases=[
        dict(n=3, shape=(4, 5)),
        dict(n=3, shape=(4, 5), alpha=0.3, beta=0.7),
        dict(n=1, shape=(1,), alpha=1.0, beta=1.0),
        dict(n=4, shape=(3, 2), empty=True),
        dict(n=2, shape=(6,), alpha=0.9, beta=0.1, reduction="sum"),
        dict(n=3, shape=(2, 3, 2), reduction="none"),
    ],
    timing=dict(n=16, shape=(128, 128)),
    data=data,
    differs=dict(
        keras=Differs(
            exchanged,
            dict(exchanged="Keras's alpha weighs misses and its beta false alarms: exchange the two"),
        )
    ),
    halves=EMPTY,
)
