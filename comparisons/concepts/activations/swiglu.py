"""Neither framework has it. Which half goes through SiLU is a matter of the model: exchange halves of the weights."""

from comparisons.concepts.activations.glu import data
from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(shape=(3,), k=6),
        dict(shape=(1,), k=2),
        dict(shape=(), k=4),
        dict(shape=(2, 4), k=3, axis=1),
        dict(shape=(5,), k=8, tails=True),
    ],
    timing=dict(shape=(512,), k=1024),
    data=data,
)
