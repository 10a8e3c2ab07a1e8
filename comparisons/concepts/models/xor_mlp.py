"""One hidden unit cannot learn XOR, eight can: three implementations fail and learn alike, step by step."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.scores import binary_accuracy


def data(rng):
    return dict(x=[[0, 0], [0, 1], [1, 0], [1, 1]], y=[0, 1, 1, 0])


concept = Concept(
    __name__,
    cases=[dict(h=1, epochs=20), dict(h=8, dtypes=("float32",))],
    timing=dict(h=32, epochs=1),
    data=data,
    pytorch=dict(
        W1="hidden.weight: i h -> h i", b1="hidden.bias", w2="output.weight: h -> 1 h", b2="output.bias: -> 1"
    ),
    keras=dict(
        W1="hidden/kernel",
        b1="hidden/bias",
        w2="output/kernel: h -> h 1",
        b2="output/bias: -> 1",
        prediction="n -> n 1",
    ),
    score=dict(accuracy=binary_accuracy),
)
