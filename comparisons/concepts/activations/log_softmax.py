"""Where probabilities round to 0 their logarithms are finite in all three; those of softmax itself are −∞."""

from comparisons.declaring.concept import Concept


def data(rng, shape, k, impossible=False):
    x = rng.standard_normal((*shape, k))
    x[..., 0] *= 1e4
    if impossible:
        x[..., -1] = -float("inf")
    return dict(x=x)


concept = Concept(
    __name__,
    cases=[
        dict(shape=(5,), k=3),
        dict(shape=(2, 3), k=4),
        dict(shape=(), k=7),
        dict(shape=(2,), k=1),
        dict(shape=(4, 3), k=2, axis=1),
        dict(shape=(3,), k=5, axis=-2),
        dict(shape=(3,), k=4, impossible=True),
    ],
    timing=dict(shape=(512,), k=1000),
    data=data,
)
