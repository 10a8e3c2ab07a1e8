r"""Embedding: every whole number looks up a row of its own in a table that is learned.

    y_{n,t} = E_w         where w = ids_{n,t}

    dE_w = Σ dy_{n,t}     over all places (n, t) that hold w

Axes: n sequences, t tokens, v words of the vocabulary, d features.

Source: Bengio, Ducharme, Vincent & Jauvin, *A Neural Probabilistic Language Model*,
Journal of Machine Learning Research 3, 2003, section 2, where the table is called C.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float, Int


@checked
def embedding(ids: Int["n t", "v"], E: Float["v d"]) -> Differentiable:
    y = np.take(E, ids, axis=0)

    def backward(dy):
        dE = np.zeros_like(dy, shape=E.shape)
        # Number by number: np.add.at is five times faster on flat arrays than on rows.
        d = E.shape[1]
        places = ids.reshape(-1, 1) * d + np.arange(d)
        np.add.at(dE.reshape(-1), places.reshape(-1), dy.reshape(-1))
        return dict(E=dE)

    return y, backward
