"""PyTorch's rate is 1, as in the paper, which has none; Keras's is 0.001, with which the weights hardly move."""

from comparisons.concepts.optimizers.adam import data
from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=20),
        dict(d=7, t=8, rho=0.9, epsilon=0.25, learning_rate=0.3),
        dict(d=7, t=8, weight_decay=0.1, maximize=True),
        dict(d=7, t=5, epsilon=0.0, given=("v", "u")),
        dict(d=4, t=3, still=True),
        dict(d=4, t=3, epsilon=0.0, still=True),
        dict(d=1, t=1, rho=0.0),
    ],
    timing=dict(d=1_000_000, t=1),
    data=data,
)
