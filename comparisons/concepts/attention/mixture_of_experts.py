"""Neither framework has a layer of experts.

Of experts that suit alike, as all do where the gate starts at zero, Keras's top_k takes the first, PyTorch's topk any.
"""

import numpy as np

from comparisons.declaring.concept import Concept


def data(rng, d, e, ties=False):
    """Draw the gate's weights; with ``ties`` all experts suit alike."""
    return dict(W_g=np.zeros((d, e))) if ties else {}


concept = Concept(
    __name__,
    cases=[
        dict(n=2, t=3, d=4, e=3, f=5),
        dict(n=2, t=2, d=3, e=4, f=2, over="all"),
        dict(n=2, t=3, d=2, e=3, f=2, top=1),
        dict(n=2, t=2, d=2, e=3, f=3, top=1, over="all"),
        dict(n=1, t=2, d=3, e=2, f=2),
        dict(n=1, t=1, d=1, e=1, f=1, top=1, over="all"),
        dict(n=1, t=2, d=2, e=4, f=2, ties=True),
    ],
    timing=dict(n=16, t=32, d=128, e=8, f=256),
    data=data,
    pytorch=dict(W_g="gate.weight: d e -> e d", W_1="W_1", b_1="b_1", W_2="W_2", b_2="b_2"),
    keras=dict(W_g="gate/kernel", W_1="W_1", b_1="b_1", W_2="W_2", b_2="b_2"),
)
