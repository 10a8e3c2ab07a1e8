"""PyTorch's function takes one mask, of yes and no or of numbers that are added; Keras's takes one of each kind.

In both True shows, as in Keras's layer of many heads; in PyTorch's it hides. Of a query from which a mask hides all
keys PyTorch makes 0, Keras the mean of all values; where a bias of −∞ hides them, Keras makes NaN.
"""

import numpy as np

from comparisons.concepts.attention.causal import LAYOUTS
from comparisons.concepts.attention.dot_product import scale_of_keras
from comparisons.concepts.attention.multi_head import NO_OTHER_VALUES, PASSES, attending, passing_softmax
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.activations.softmax import softmax
from scratch.attention.masked import masked


def data(rng, n, m, t, s, blind=""):
    """Draw masks that leave every query somebody; in the first sequence or head, the one that is ``blind`` nobody."""
    drawn = dict(
        mask=rng.random((n, t, s)) < 0.6,
        key_mask=rng.random((n, s)) < 0.6,
        bias=rng.standard_normal((m, t, s)),
    )
    drawn["mask"][..., 0] = drawn["key_mask"][:, 0] = True
    drawn["bias"][..., 1:][rng.random((m, t, s - 1)) < 0.3] = -np.inf
    if blind:
        drawn[blind][:1, -1:] = -np.inf if blind == "bias" else False
    if blind == "key_mask":
        drawn[blind][:1] = False
    return drawn


def softmax_of_keras(may, uniform, no_number):
    """Return the softmax of scores, of which a mask made some a large negative number, and a bias others −∞."""
    may = np.array(True) if may is None else may

    @np.errstate(invalid="ignore")
    def softmax_of_some(S, bias):
        blind = bias.max(axis=-1, keepdims=True) == -np.inf
        by_bias = blind & may.all(axis=-1, keepdims=True)
        nothing = blind & ~(by_bias if no_number else False) & ~(blind & ~by_bias if uniform else False)
        A, backward = softmax(np.where(blind, np.where(may, -np.inf, 0), S + bias))

        def past_what_is_hidden(dA):
            return dict(x=np.where((may | ~blind) & ~nothing, backward(dA)["x"], 0))

        return np.where(nothing, 0, A), past_what_is_hidden

    return softmax_of_some


def of_keras(*, rounded=True, uniform=True, no_number=True, **given):
    def attend(Q, K, V, scale, may, bias):
        instead = attending(softmax_of_keras(may, uniform, no_number))
        return instead(Q, K, V, scale_of_keras(Q.shape[3]) if rounded else scale, may, bias)

    return rewritten(masked, attend=attend)(**given)


def of_keras_on_torch(*, bias=None, **given):
    softmax_of_some = passing_softmax if bias is None else None  # a mask of numbers is PyTorch's own
    attend = dict(attend=attending(softmax_of_some)) if softmax_of_some else {}
    return rewritten(masked, **attend)(bias=bias, **given)


SIZES = dict(n=2, m=2, t=3, s=4, k=4, v=2)

concept = Concept(
    __name__,
    cases=[
        dict(SIZES, k=3, given=("mask",)),
        dict(SIZES, given=("key_mask",)),
        dict(SIZES, given=("bias",)),
        dict(SIZES, given=("mask", "key_mask", "bias")),
        dict(n=1, m=1, t=1, s=1, k=1, v=1, given=("mask",)),
        dict(SIZES, blind="mask", given=("mask",)),
        dict(SIZES, blind="key_mask", given=("key_mask",)),
        dict(SIZES, blind="bias", given=("bias",)),
        dict(SIZES, blind="mask", given=("mask", "bias")),
        dict(SIZES, k=3),
    ],
    timing=dict(n=16, m=8, t=64, s=64, k=16, v=16, given=("mask",)),
    data=data,
    keras=LAYOUTS,
    refuses=NO_OTHER_VALUES
    | {
        "keras-torch": {
            "Only one of `bias` and `mask`": "Keras's function takes a mask or a bias on torch, and not both"
        }
    },
    differs=dict(
        keras=Differs(
            of_keras,
            dict(
                rounded="Keras casts 1/√k through float32, also for float64 inputs; exact where k is a power of 4",
                uniform="a query from which a mask hides all takes the mean of all values, in PyTorch 0",
                no_number="a query from which a bias of −∞ hides all is NaN in Keras, and 0 in PyTorch",
            ),
        ),
    )
    | {"keras-torch": Differs(of_keras_on_torch, PASSES)},
)
