"""Keras's layer takes images and labels in one dict, and mixes both; a label has to be one-hot.

Each of its images has a λ of its own, in the paper's code all of a minibatch have one. What was drawn is read off the
labels: each image has a class of its own, so that of ỹ one number is λ, and 1 − λ stands at the partner's class.
"""

import numpy as np
from scipy import stats

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import in_precisions
from comparisons.declaring.draws import Draw, Law


def data(rng, n, k):
    return dict(y=np.resize(np.eye(k), (n, k)))


def share_of(y_mixed):
    return np.diagonal(y_mixed)


def partner_of(y_mixed):
    """Return the permutation; images that nothing was laid over take, in order, the partners that nobody has."""
    others = y_mixed * (1 - np.eye(*y_mixed.shape))
    partner, alone = others.argmax(axis=1), others.max(axis=1, initial=0) == 0
    partner[alone] = np.setdiff1d(np.arange(len(partner)), partner[~alone])[: alone.sum()]
    return partner


NO_DIRICHLET = in_precisions(
    "pytorch",
    "float16 bfloat16",
    {'"dirichlet" not implemented': "it draws from a beta distribution in float32 or more"},
)

#: What is not compiled, and by what part of its error.
NOT_COMPILED = {
    "pytorch under compile": {
        "Not all inputs to pattern found": "torch.compile has a pattern for x[randperm(n)], and fails by it"
    },
    "keras under xla": {
        "StatelessRandomGammaV3": "XLA has no kernel for the gamma distribution, of which shares are made"
    },
}

concept = Concept(
    __name__,
    cases=[
        dict(n=12, h=2, w=3, c=2, k=12),
        dict(n=200, h=2, w=3, c=2, k=200),
        dict(n=200, h=2, w=2, c=1, k=200, alpha=1.0),
        dict(n=1, h=2, w=3, c=3, k=1),
        dict(n=5, h=2, w=2, c=1, k=3, training=False),
    ],
    timing=dict(n=128, h=32, w=32, c=3, k=128),
    data=data,
    pytorch=dict(x="n h w c -> n c h w", x_mixed="n h w c -> n c h w"),
    draws=dict(
        share=Draw(Law(lambda alpha: stats.beta(alpha, alpha)), read=share_of),
        partner=Draw(
            Law(lambda n: stats.randint(0, n), exactly=lambda partner, n: (np.sort(partner), np.arange(n))),
            read=partner_of,
        ),
    ),
    refuses=NO_DIRICHLET
    | NOT_COMPILED
    | in_precisions(
        "keras",
        "mixed_bfloat16 mixed_float16",
        {"was expected to be a float tensor": "it multiplies labels in float32 by shares in half precision"},
    ),
)
