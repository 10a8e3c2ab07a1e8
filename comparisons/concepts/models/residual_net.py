"""Keras's batch normalization keeps 0.99 of what ran along, PyTorch's 0.9, and calls it 0.1; ε is 1e-3 and 1e-5.

In Keras the variance that runs along is the biased one, Σ(x − μ)² / m, in PyTorch the unbiased.
"""

import numpy as np

from comparisons.concepts.normalization.batch_norm import with_the_biased_variance
from comparisons.concepts.optimizers.momentum import ROUNDED
from comparisons.declaring.concept import Concept
from comparisons.declaring.data import digit_images
from comparisons.declaring.differing import Differs, rewritten, through_float32
from comparisons.declaring.scores import categorical_accuracy
from scratch.models.residual_net import logits, loss_of, normed, residual_net


def data(rng, n, e, k, c, blank=False):
    """Draw images and classes; the running variances start from 1, as everywhere.

    Or let the images be ``blank`` and the units before the last dead: then nothing varies anywhere.
    """
    x, y = rng.standard_normal((n, 8, 8, e)), rng.integers(0, k, n)
    dead = dict(x=np.zeros_like(x), beta0=-np.ones(c), beta1=-np.ones(c)) if blank else {}
    return dict(x=x, y=y) | {f"var{number}": np.ones(c) for number in range(3)} | dead


def start(c):
    """Let every normalization start as in both frameworks."""
    ones, zeros = ("var", "gamma"), ("mean", "beta")
    return {
        f"{name}{number}": value(c)
        for names, value in ((ones, np.ones), (zeros, np.zeros))
        for name in names
        for number in range(3)
    }


def biased_norm(x, mean, var, gamma, beta, *, training):
    settings = dict(training=training, momentum=0.1, batches=0, epsilon=1e-5)
    return with_the_biased_variance(x, mean, var, gamma, beta, **settings)


BIASED_LOGITS = rewritten(logits, normed=rewritten(normed, batch_norm=biased_norm))
BIASED = rewritten(residual_net, loss_of=rewritten(loss_of, logits=BIASED_LOGITS))


def of_keras(*, rounded, biased, **given):
    function = BIASED if biased else residual_net
    return (through_float32(function, "momentum") if rounded else function)(**given)


NORM = dict(gamma="weight", beta="bias", mean="running_mean", var="running_var")
PLACES = {0: ("stem.0", "stem.1"), 1: ("residual.0", "residual.1"), 2: ("residual.3", "residual.4")}

concept = Concept(
    __name__,
    cases=[
        dict(n=6, e=2, c=3, k=3, batch_size=3, epochs=2),
        dict(n=2, e=1, c=1, k=1, epochs=2, momentum=0.0),
        dict(n=4, e=1, c=2, k=3, epochs=3, blank=True),
        dict(n=4, e=1, c=2, k=3, epochs=2, blank=True, momentum=0.0),
        dict(data=digit_images, e=1, c=16, k=10, epochs=1, dtypes=("float32",)),
    ],
    timing=dict(n=512, e=1, c=16, k=10, epochs=1),
    data=data,
    start=start,
    pytorch=dict(x="n h w c -> n c h w", W="head.1.weight: (s c) k -> k (c s)", b="head.1.bias")
    | {f"K{number}": f"{conv}.weight: p q c k -> k c p q" for number, (conv, _) in PLACES.items()}
    | {
        f"{ours}{number}": f"{norm}.{theirs}"
        for number, (_, norm) in PLACES.items()
        for ours, theirs in NORM.items()
    },
    keras=dict(W="output/kernel", b="output/bias")
    | {f"K{number}": f"conv_{number}/kernel" for number in PLACES}
    | {
        f"{ours}{number}": f"norm_{number}/{theirs}"
        for number in PLACES
        for ours, theirs in dict(
            gamma="gamma", beta="beta", mean="moving_mean", var="moving_variance"
        ).items()
    },
    differs=dict(
        keras=Differs(
            of_keras,
            dict(
                rounded=ROUNDED,
                biased="the variance that runs along is the biased one in Keras: it is m / (m − 1) times smaller",
            ),
        )
    ),
    score=dict(accuracy=categorical_accuracy),
)
