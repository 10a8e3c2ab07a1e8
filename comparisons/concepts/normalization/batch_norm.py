"""In training both frameworks agree; they part in the variance that they keep for inference."""

from comparisons.concept import Concept, Differs


def data(rng, c):
    return dict(var=rng.uniform(0.5, 2, c))


concept = Concept(
    __name__,
    cases=[
        dict(batch=(6,), c=4),
        dict(batch=(6,), c=4, training=False),
        dict(batch=(2, 3, 5), c=1, momentum=0.3, epsilon=0.001),
        dict(batch=(2, 3, 5), c=4, training=False),
        dict(batch=(2,), c=3, epsilon=1.0),
        dict(batch=(1, 1, 1), c=1, training=False),
    ],
    timing=dict(batch=(32, 28, 28), c=32),
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
    differs={
        ("keras", "var"): Differs(
            "Keras keeps the biased variance, Σ(x − μ)² / m; Algorithm 2 keeps the unbiased one, / (m − 1)",
            when=lambda case, dtype: case["training"],
        )
    },
)
