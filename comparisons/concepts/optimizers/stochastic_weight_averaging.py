"""AveragedModel in PyTorch, which takes the first weights that it sees as they are; in Keras an optimizer of one's own.

Until weights are averaged, both hold those of before training.
"""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=20),
        dict(d=7, t=20, start=6, every=5, learning_rate=0.3),
        dict(d=3, t=5, start=9),
        dict(d=3, t=7, every=3),
        dict(d=1, t=1),
    ],
    timing=dict(d=1_000_000, t=1),
)
