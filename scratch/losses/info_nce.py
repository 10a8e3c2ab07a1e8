r"""InfoNCE: of all keys in a batch, each query must find its own.

    S = U Vᵀ / τ                u_i = q_i / ‖q_i‖, v_i = k_i / ‖k_i‖
    l_i = −log softmax(S_i)_i                                           L = mean l
    dU = dS V / τ               dV = dSᵀ U / τ

That is the sparse categorical cross-entropy of the similarities, in which the class of query i is key i.

Axes: n queries and as many keys, d numbers of each. τ is called ``temperature``. Returns one number; of ``reduction``
none, the loss of each query. ValueError unless τ > 0.

Source: van den Oord, Li & Vinyals, *Representation Learning with Contrastive Predictive Coding*, 2018, equation 4; with
τ He, Fan, Wu, Xie & Girshick, *Momentum Contrast for Unsupervised Visual Representation Learning*, CVPR 2020, equation
1.
"""

import numpy as np

from scratch.checked import checked
from scratch.directions import direction
from scratch.losses.sparse_categorical_cross_entropy import sparse_categorical_cross_entropy
from scratch.reduction import Reduction
from scratch.signature import Differentiable, Float, Positive


@checked
def info_nce(
    q: Float["n d"], k: Float["n d"], *, temperature: Positive = 0.07, reduction: Reduction = "mean"
) -> Differentiable:
    U, of_q = direction(q, 1e-12)
    V, of_k = direction(k, 1e-12)
    loss, of_S = sparse_categorical_cross_entropy(
        U @ V.T / temperature, np.arange(len(q)), reduction=reduction
    )

    def backward(dloss):
        dS = of_S(dloss)["z"] / temperature
        return dict(q=of_q(dS @ V), k=of_k(dS.T @ U))

    return loss, backward
