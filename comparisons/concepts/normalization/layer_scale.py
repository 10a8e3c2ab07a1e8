"""Neither framework has it as a layer of its own: it is one weight a channel, and a product.

Where images have their channels second, as in PyTorch, γ needs two axes more: c 1 1.
"""

from comparisons.declaring.concept import Concept
from scratch.normalization.layer_scale import layer_scale


def data(rng, c, start=1e-5):
    return dict(gamma=start * rng.uniform(0.5, 2, c))


def one_more(x, gamma):
    """The scale of 1 + γ."""
    return layer_scale(x, 1 + gamma)


concept = Concept(
    __name__,
    cases=[
        dict(batch=(5,), c=4),
        dict(batch=(2, 3), c=4, start=0.1),
        dict(batch=(1,), c=1),
        dict(batch=(3,), c=2, start=0.0),
    ],
    timing=dict(batch=(64, 197), c=192),
    data=data,
    pytorch=dict(gamma="gamma"),
    keras=dict(gamma="gamma"),
    relatives={"the gain is 1 + γ": one_more},
)
