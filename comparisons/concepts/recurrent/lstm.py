"""One recurrence in three layouts: PyTorch keeps weights as rows, Keras as columns."""

from comparisons.concept import Concept

concept = Concept(
    __name__,
    cases=[dict(n=3, t=5, i=4, h=6), dict(n=1, t=1, i=1, h=1), dict(n=2, t=40, i=3, h=5)],
    timing=dict(n=32, t=32, i=64, h=128),
    pytorch=dict(W="weight_ih_l0: i k -> k i", U="weight_hh_l0: h k -> k h", b="bias_ih_l0 + bias_hh_l0"),
    keras=dict(W="kernel", U="recurrent_kernel", b="bias"),
)
