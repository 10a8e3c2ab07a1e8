"""AveragedModel in PyTorch, which takes the first weights that it sees as they are; in Keras an optimizer of one's own.

Until weights are averaged, both hold those of before training.
"""

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.optimizers.stochastic_weight_averaging import stochastic_weight_averaging


def forgetful(w, gradients, *, start, every, **settings):
    """Average weights, and forget after each step that there was one: where the first counts, each is the first."""
    every = 1 if start == 1 else every
    return stochastic_weight_averaging(w, gradients, start=start, every=every, **settings)


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
    differs={
        "pytorch under compile": Differs(
            forgetful,
            dict(
                forgetful="torch.compile does not keep what a step writes on its optimizer, here how many steps there "
                "were: if the weights after the first step count, those after each step do"
            ),
        )
    },
)
