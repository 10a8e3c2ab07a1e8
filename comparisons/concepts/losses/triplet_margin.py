"""PyTorch adds 1e-6 to every number of a difference before it takes the length. Keras has no such loss."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.losses.triplet_margin import triplet_margin


def data(rng, n, d, same=False):
    """Draw embeddings; with ``same`` every second positive is the anchor itself."""
    a, p, far = (rng.standard_normal((*n, d)) for _ in range(3))
    if same:
        p[::2] = a[::2]
    return dict(a=a, p=p, n=far)


def no_slope_at_0(a, p, n, **settings):
    """Let the gradient be no number where the positive is the anchor itself and the triplet costs something."""
    loss, backward = triplet_margin(a, p, n, **settings)

    def backward_of_the_root(dloss):
        gradients = backward(dloss)
        at_0 = np.all(a - p + settings["epsilon"] == 0, axis=-1) & np.any(gradients["n"] != 0, axis=-1)
        lost = {name: np.where(at_0[..., None], np.nan, gradients[name]) for name in ("a", "p")}
        return gradients | lost

    return loss, backward_of_the_root


concept = Concept(
    __name__,
    cases=[
        dict(n=(6,), d=4),
        dict(n=(1,), d=1, margin=0.2),
        dict(n=(6,), d=3, same=True),
        dict(n=(6,), d=3, margin=5.0, same=True, epsilon=0.0),
        dict(n=(5,), d=4, norm=1.0),
        dict(n=(6,), d=3, margin=0.5, norm=3.0, swap=True),
        dict(n=(8,), d=3, swap=True, reduction="sum"),
        dict(n=(5,), d=4, margin=0.5, epsilon=0.0, reduction="none"),
        dict(n=(2, 3), d=4, swap=True, reduction="none"),
    ],
    timing=dict(n=(4096,), d=64),
    data=data,
    differs=dict(
        keras=Differs(
            no_slope_at_0,
            dict(
                root="without an ε the gradient of two embeddings that are the same is no number in TensorFlow: its "
                "square root has an infinite slope at 0; PyTorch's norm has none"
            ),
        )
    ),
)
