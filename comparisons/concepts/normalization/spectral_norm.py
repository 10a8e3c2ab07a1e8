"""PyTorch keeps W and normalizes what it gives out; Keras overwrites the kernel by the normalized one, in training."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, OutOfRange, in_precisions, rewritten
from scratch.linear.dense import dense
from scratch.normalization.spectral_norm import singular_vectors, spectral_norm


def data(rng, i, k, drawn=False, size=1.0):
    """Draw W of a ``size``, and its first singular vectors, or, as before training, u and v that are ``drawn``, too."""
    W = size * rng.standard_normal((i, k)) / np.sqrt(i)
    left, _, right = np.linalg.svd(W)
    u, v = (rng.standard_normal(k), rng.standard_normal(i)) if drawn else (right[0], left[:, 0])
    return dict(W=W, u=u / np.sqrt(u @ u), v=v / np.sqrt(v @ v))


def starting_from_v(W, u, v, iterations, epsilon):
    """Take u from v first, and then v from u."""
    u, v = singular_vectors(W.T, v, u, iterations, epsilon)
    return v, u


def overwritten(x, W, u, v, b=None, *, training, iterations, epsilon, inferring=True, writing=True):
    """Take W as it is in inference; in training overwrite it, by which σ becomes a constant."""
    if not training and inferring:
        y, backward = dense(x, W, b)
        return dict(y=y, W=W, u=u, v=v), backward
    outputs, backward = spectral_norm(
        x, W, u, v, b, training=training, iterations=iterations, epsilon=epsilon
    )
    if not writing or not training:
        return outputs, backward
    outputs["W"] = W / (outputs["v"] @ W @ outputs["u"])

    def backward_of_the_quotient(dy):
        gradients = backward(dy)
        every_x, every_dy = x.reshape(-1, len(W)), dy.reshape(-1, W.shape[1])
        return gradients | dict(W=every_x.T @ every_dy)

    return outputs, backward_of_the_quotient


concept = Concept(
    __name__,
    cases=[
        dict(n=(5,), i=4, k=3, training=False, given=("b",)),
        dict(n=(5,), i=4, k=3, given=("b",)),
        dict(n=(2, 3), i=3, k=4, iterations=3),
        dict(n=(1,), i=1, k=1, given=("b",)),
        dict(n=(3,), i=3, k=2, size=1e-4),
        # In float64 a number would be the derivative of u and v, too, which are constants only once they have settled.
        dict(n=(4,), i=5, k=2, drawn=True, dtypes=("float32",), given=("b",)),
        dict(n=(3,), i=4, k=3, drawn=True, iterations=2, dtypes=("float32",)),
        dict(n=(3,), i=4, k=3, drawn=True, training=False),
        dict(n=(0,), i=3, k=2, training=False),
    ],
    timing=dict(n=(256,), i=784, k=512, given=("b",)),
    data=data,
    pytorch=dict(
        W="parametrizations.weight.original: i k -> k i",
        u="parametrizations.weight.0._u",
        v="parametrizations.weight.0._v",
        b="bias",
    ),
    keras=dict(W="kernel", u="vector_u: k -> 1 k", v="nowhere", b="bias"),
    differs=dict(
        pytorch=Differs(
            rewritten(spectral_norm, singular_vectors=starting_from_v),
            dict(
                half="PyTorch begins with v, the paper and Keras with u: after the same steps it is half a step ahead, "
                "so carry over _v and not _u alone"
            ),
        ),
        keras=Differs(
            overwritten,
            dict(
                inferring="in inference Keras takes the kernel as training left it, and divides by nothing: weights "
                "that were loaded and never trained are not normalized",
                writing="Keras overwrites the kernel by W / σ before it is used, and takes σ for a constant: the "
                "gradient is that of the kernel that was written",
            ),
        ),
    ),
    halves=in_precisions(
        "keras",
        "float16 mixed_float16",
        OutOfRange("in float16 the squares of small weights are 0, and so is their length"),
    ),
)
