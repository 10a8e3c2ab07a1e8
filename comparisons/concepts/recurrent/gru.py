"""The same three gates in another order: PyTorch begins with reset, Keras with update."""

from comparisons.concept import Concept

concept = Concept(
    __name__,
    cases=[dict(n=3, t=5, i=4, h=6), dict(n=1, t=1, i=1, h=1), dict(n=2, t=40, i=3, h=5)],
    timing=dict(n=32, t=32, i=64, h=128),
    pytorch=dict(
        W="weight_ih_l0: i k -> k i", U="weight_hh_l0: h k -> k h", b_x="bias_ih_l0", b_h="bias_hh_l0"
    ),
    keras=dict(
        W="kernel: i [r z g] -> i [z r g]",
        U="recurrent_kernel: h [r z g] -> h [z r g]",
        b_x="bias[0]: [r z g] -> [z r g]",
        b_h="bias[1]: [r z g] -> [z r g]",
    ),
)
