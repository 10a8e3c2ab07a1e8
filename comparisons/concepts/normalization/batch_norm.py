"""In training both frameworks agree; they part in the variance that they keep for inference."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.normalization.batch_norm import batch_norm


def data(rng, c):
    return dict(var=rng.uniform(0.5, 2, c))


def with_the_biased_variance(x, mean, var, gamma=None, beta=None, *, training, momentum, batches, epsilon):
    outputs, backward = batch_norm(
        x, mean, var, gamma, beta, training=training, momentum=momentum, batches=batches, epsilon=epsilon
    )
    if training:
        share = 1 / (batches + 1) if momentum is None else momentum
        sigma2 = np.var(x, axis=tuple(range(x.ndim - 1)))
        outputs["var"] = (1 - share) * var + share * sigma2
    return outputs, backward


BOTH = ("gamma", "beta")


concept = Concept(
    __name__,
    cases=[
        dict(batch=(6,), c=4, given=BOTH),
        dict(batch=(6,), c=4, training=False, given=BOTH),
        dict(batch=(2, 3, 5), c=1, momentum=0.3, epsilon=0.001, given=BOTH),
        dict(batch=(2, 3, 5), c=4, training=False),
        dict(batch=(2,), c=3, epsilon=1.0, given=("gamma",)),
        dict(batch=(6,), c=3, training=False, given=("beta",)),
        dict(batch=(2, 3, 4), c=2, momentum=None, batches=3, given=("beta",)),
        dict(batch=(5,), c=3, momentum=None),
        dict(batch=(4, 5), c=3, given=BOTH),
        dict(batch=(2, 2, 3, 2), c=2, training=False, given=BOTH),
        dict(batch=(1, 1, 1), c=1, training=False, given=BOTH),
    ],
    timing=dict(batch=(32, 28, 28), c=32, given=BOTH),
    data=data,
    pytorch=dict(
        x="n ... c -> n c ...",
        y="n ... c -> n c ...",
        gamma="weight",
        beta="bias",
        mean="running_mean",
        var="running_var",
    ),
    keras=dict(gamma="gamma", beta="beta", mean="moving_mean", var="moving_variance"),
    differs=dict(
        keras=Differs(
            with_the_biased_variance,
            dict(
                biased="Keras keeps the biased variance, Σ(x − μ)² / m; Algorithm 2 keeps the unbiased one, / (m − 1)"
            ),
        )
    ),
)
