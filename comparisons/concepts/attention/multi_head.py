"""PyTorch keeps the three input projections as thirds of one matrix, Keras keeps each cut into its heads.

Where the context has other features than x, PyTorch keeps them apart, too. True in a mask hides from PyTorch's layer,
and shows to Keras's. Of a query that sees nobody each framework makes two things: PyTorch nothing, or no number where
it returns the weights; Keras the mean of all values, or nothing where it returns them or was built with dropout.
Where weights are dropped, PyTorch returns those that are used, Keras those of before.
"""

import numpy as np
from scipy import stats

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from comparisons.declaring.draws import Draw, Law
from scratch.activations.softmax import softmax
from scratch.attending import attend, means
from scratch.attention.multi_head import draw, multi_head


def data(rng, n, t, heads, s=None, blind=False, banned=False):
    """Draw masks that leave every query somebody, or the last one nobody if it is ``blind``; a bias may ban by −∞."""
    s = s or t
    mask, key_mask, bias = (
        rng.random((n, t, s)) < 0.6,
        rng.random((n, s)) < 0.6,
        rng.standard_normal((heads, t, s)),
    )
    mask[..., 0] = key_mask[:, 0] = True
    mask[:1, -1] &= not blind
    bias[:, np.triu(np.ones((t, s), bool), 1)] -= np.inf if banned else 0
    return dict(mask=mask, key_mask=key_mask, bias=bias)


def uniform_softmax(S, bias):
    """Let a row that is hidden have weights that are all the same, through which nothing goes back."""
    some = bias.max(axis=-1, keepdims=True) != -np.inf
    A, backward = softmax(np.where(some, S + bias, 0))
    return A, lambda dA: dict(x=np.where(some, backward(dA)["x"], 0))


@np.errstate(invalid="ignore")
def plain_softmax(S, bias):
    """Take the softmax of a row that is hidden as it is: no number."""
    return softmax(S + bias)


def passing_softmax(S, bias):
    """Let a row that is hidden have weights that are all the same, through which the gradient goes back."""
    some = bias.max(axis=-1, keepdims=True) != -np.inf
    return softmax(np.where(some, S + bias, 0))


def means_of_a_kernel(S, V, may=None, *others):
    """Attend as PyTorch's kernel for processors does: in a hidden row all weigh the same, and 1 on the way back.

    The kernel keeps the logarithm of each row's sum of exponentials, in which the number of keys is lost beside the
    largest negative number, by which the mask hides.
    """
    O, A, _ = means_to_all(S, V, may, *others)
    some = np.array(True) if may is None else may.any(axis=-1, keepdims=True)
    weights = np.where(some, A, 1)

    def backward(dO, _=None):
        dA = dO @ V.swapaxes(-1, -2)
        return weights * (dA - (O * dO).sum(axis=-1, keepdims=True)), weights.swapaxes(-1, -2) @ dO

    return O, A, backward


def attending(softmax_of_some):
    """Return scratch's way to attend with another softmax of scores that a bias may hide."""
    return rewritten(attend, means=rewritten(means, softmax_of_some=softmax_of_some))


def attend_before(Q, K, V, scale, may, bias, kept, rate):
    """Return the weights as they are before dropout; what arrives at them goes back past it."""
    O, _, backward = attend(Q, K, V, scale, may, bias, kept, rate)
    _, A, past = attend(Q, K, V, scale, may, bias)

    def both(dO, dA=None):
        ways = [backward(dO)] if dA is None else [backward(dO), past(np.zeros_like(dO), dA)]
        return tuple(map(sum, zip(*ways, strict=True)))

    return O, A, both


means_to_all = rewritten(means, softmax_of_some=passing_softmax)
BEFORE = rewritten(multi_head, attend=attend_before)
UNIFORM = rewritten(multi_head, attend=attending(uniform_softmax))
BY_A_KERNEL = rewritten(
    multi_head, attend=rewritten(attend, means=lambda *given: means_of_a_kernel(*given[:4]))
)
NO_NUMBER = rewritten(multi_head, attend=attending(plain_softmax))


def of_pytorch(**given):
    """Where the weights are asked for, take the softmax of a row of −∞ as it is."""
    return (NO_NUMBER if given["need_weights"] else multi_head)(**given)


def of_keras(*, rounded=True, uniform=True, before=True, **given):
    """Do as the ready layer does, which takes neither a scale nor a bias."""
    if given["scale"] is None and given.get("bias") is None:
        scale = (given["W_q"].shape[1] // given["heads"]) ** -0.5
        given["scale"] = float(np.float32(scale)) if rounded else scale
        if uniform and not given["need_weights"] and not given["dropout"]:
            return UNIFORM(**given)
    return (BEFORE if before and given.get("kept") is not None else multi_head)(**given)


def of_keras_on_torch(*, unnormalized=True, before=True, **given):
    """Do as the ready layer does, whose attention is PyTorch's."""
    ready = given["scale"] is None and given.get("bias") is None
    if unnormalized and ready and not given["need_weights"] and not given["dropout"]:
        return BY_A_KERNEL(**given)
    return (BEFORE if before and given.get("kept") is not None else multi_head)(**given)


UNNORMALIZED = (
    "a query that sees nobody takes the mean of all values, or 0 with the weights or dropout; on the way back "
    "PyTorch's kernel for processors lets each of these weigh 1, which is too much by the number of keys"
)


#: Where PyTorch takes no kernel of one piece, as of values that are shorter than keys.
PASSES = dict(
    passes="on torch a query that sees nobody takes the mean of all values, and a gradient goes back through their "
    "weights, which it does not on TensorFlow"
)

BEFORE_DROPOUT = "Keras returns the weights as they are before dropout, PyTorch those that are used"


def kept_by(
    y, x, W_q, W_k, W_v, W_o, b_q, b_k, b_v, b_o, heads, scale, causal, dropout,
    context=None, mask=None, key_mask=None, bias=None,
):  # fmt: skip
    """Solve y − b_o = Σ_ms used V W_o for the weights that were used: kept are those of more than half of A.

    There must be more features than unknowns, m·s < d, or rounding hides what is kept. Whether a weight of 0 was kept
    makes no difference and is not to be seen: it is drawn here.
    """
    weights = x, W_q, W_k, W_v, W_o, b_q, b_k, b_v, b_o
    masks = dict(context=context, mask=mask, key_mask=key_mask, bias=bias)
    A = multi_head(*weights, **masks, heads=heads, scale=scale, causal=causal, need_weights=True)[0]["A"]
    c = x if context is None else context
    V = (c @ W_v + b_v).reshape(*c.shape[:2], heads, -1)
    sent = np.einsum("nsmk,mkd->nmsd", V, W_o.reshape(heads, -1, len(b_o)))
    used = (y - b_o) @ np.linalg.pinv(sent.reshape(len(x), -1, len(b_o)))  # n t (m s)
    used = used.reshape(*y.shape[:2], *sent.shape[1:3]).swapaxes(1, 2)
    unseen = draw(np.random.default_rng(list(y.tobytes())), A.shape, dropout=dropout)
    return np.where(A > 0, used > A / 2, unseen)


#: What Keras's attention on JAX says of values that are longer or shorter than keys, and why.
NO_OTHER_VALUES = {
    "keras-jax": {
        "cannot reshape array": "jax.nn.dot_product_attention answers in the queries' shape: values must be as long"
    }
}

EIGHT = dict(d=8, q=8, v=8, heads=2)
#: Sizes at which the weights can be read off y.
LARGE = dict(d=32, q=32, v=32, heads=2, m=2)

#: JAX's own attention does so, whatever the dtype of its arguments is.
NARROWS = {"keras-jax": "JAX takes the softmax in float32, so that the answer has the digits of that"}

concept = Concept(
    __name__,
    cases=[
        dict(n=2, t=5, d=6, q=6, v=6, heads=3),
        dict(n=2, t=5, **EIGHT),
        dict(n=2, t=3, d=4, q=4, v=4, heads=4),
        dict(n=2, t=3, d=9, q=9, v=9, heads=1),
        dict(n=1, t=1, d=1, q=1, v=1, heads=1),
        dict(n=2, t=5, d=6, q=6, v=6, heads=3, need_weights=True),
        dict(n=2, t=5, **EIGHT, causal=True),
        dict(n=2, t=5, **EIGHT, given=("mask",)),
        dict(n=2, t=5, **EIGHT, given=("key_mask",)),
        dict(n=2, t=5, **EIGHT, m=2, banned=True, given=("bias",)),
        dict(n=2, t=3, s=5, **EIGHT, e=8, causal=True, given=("context",)),
        dict(n=2, t=5, s=3, **EIGHT, e=3, given=("context", "mask", "key_mask")),
        dict(n=2, t=3, d=4, q=6, v=10, heads=2),
        dict(n=2, t=3, d=4, q=4, v=4, heads=1, scale=0.3),
        dict(n=2, t=3, **EIGHT, m=2, causal=True, need_weights=True, given=("mask", "key_mask", "bias")),
        dict(
            n=2,
            t=3,
            s=4,
            d=4,
            e=3,
            q=6,
            v=2,
            heads=2,
            m=2,
            scale=0.3,
            causal=True,
            given=("context", "mask", "key_mask", "bias"),
        ),
        dict(n=2, t=3, d=4, q=2, v=6, heads=2, scale=0.3, need_weights=True, given=("mask",)),
        dict(n=2, t=3, **EIGHT, blind=True, given=("mask",)),
        dict(n=2, t=3, **EIGHT, blind=True, need_weights=True, given=("mask",)),
        dict(n=16, t=5, **LARGE, dropout=0.3, given=("kept",)),
        dict(n=2, t=5, **LARGE, dropout=0.3, causal=True, need_weights=True, given=("mask", "kept")),
        dict(n=2, t=5, **LARGE, blind=True, dropout=0.3, given=("mask", "kept")),
        dict(n=2, t=5, s=3, **LARGE, e=3, scale=0.3, dropout=0.3, given=("context", "bias", "kept")),
        dict(n=2, t=5, **LARGE, scale=0.3, dropout=0.3, need_weights=True, given=("kept",)),
        dict(n=2, t=3, **EIGHT, blind=True, dropout=0.3, training=False, given=("mask",)),
        dict(n=2, t=3, **EIGHT, m=2, scale=0.3, dropout=0.3, training=False, given=("kept",)),
        dict(n=2, t=3, **EIGHT, scale=0.3, dropout=0.3, training=False, need_weights=True),
    ],
    timing=dict(n=16, t=64, d=128, q=128, v=128),
    data=data,
    draws=dict(kept=Draw(Law(lambda dropout: stats.bernoulli(1 - dropout)), read=kept_by)),
    pytorch=dict(
        W_q="in_proj_weight[0/3] or q_proj_weight or q_proj.weight: i o -> o i",
        W_k="in_proj_weight[1/3] or k_proj_weight or k_proj.weight: i o -> o i",
        W_v="in_proj_weight[2/3] or v_proj_weight or v_proj.weight: i o -> o i",
        W_o="out_proj.weight: i o -> o i",
        b_q="in_proj_bias[0/3] or q_proj.bias",
        b_k="in_proj_bias[1/3] or k_proj.bias",
        b_v="in_proj_bias[2/3] or v_proj.bias",
        b_o="out_proj.bias",
    ),
    keras=dict(
        W_q="query/kernel: d (heads k) -> d heads k",
        W_k="key/kernel: d (heads k) -> d heads k",
        W_v="value/kernel: d (heads k) -> d heads k",
        W_o="attention_output/kernel: (heads k) d -> heads k d",
        b_q="query/bias: (heads k) -> heads k",
        b_k="key/bias: (heads k) -> heads k",
        b_v="value/bias: (heads k) -> heads k",
        b_o="attention_output/bias",
    ),
    refuses=NO_OTHER_VALUES,
    narrows=NARROWS,
    differs=dict(
        pytorch=Differs(
            of_pytorch,
            dict(
                no_number="of a query that sees nobody PyTorch makes NaN where it returns the weights, else 0"
            ),
        ),
        keras=Differs(
            of_keras,
            dict(
                rounded="Keras casts 1/√k through float32, also for float64 inputs; exact where k is a power of 4",
                uniform="a query that sees nobody takes the mean of all values, or 0 with the weights or dropout",
                before=BEFORE_DROPOUT,
            ),
        ),
    )
    | {
        "keras-torch": Differs(of_keras_on_torch, dict(unnormalized=UNNORMALIZED, before=BEFORE_DROPOUT)),
    },
)
