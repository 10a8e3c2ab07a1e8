"""PyTorch has two biases, which are added to each other at every step; Keras has one, and so a weight less to carry."""

from comparisons.concepts.initializers.orthogonal import NO_QR
from comparisons.declaring.concept import Concept


def data(rng, h, saturated=0):
    """Draw biases that drive each unit to one of its ends, by so much."""
    return dict(b=rng.choice([-1, 1], h) * saturated) if saturated else {}


concept = Concept(
    __name__,
    cases=[
        dict(n=3, t=5, i=4, h=6),
        dict(n=1, t=1, i=1, h=1),
        dict(n=2, t=40, i=3, h=5),
        dict(n=2, t=3, i=2, h=4, saturated=20),
        dict(n=3, t=5, i=4, h=6, given=("h0",)),
        dict(n=1, t=1, i=1, h=1, activation="relu", given=("h0",)),
        dict(n=3, t=5, i=4, h=6, activation="relu", given=("h0",)),
        dict(n=2, t=7, i=3, h=5, activation="relu"),
    ],
    timing=dict(n=32, t=32, i=64, h=128),
    data=data,
    pytorch=dict(W="weight_ih_l0: i k -> k i", U="weight_hh_l0: h k -> k h", b="bias_ih_l0 + bias_hh_l0"),
    keras=dict(W="kernel", U="recurrent_kernel", b="bias"),
    refuses=NO_QR,
)
