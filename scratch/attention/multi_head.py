r"""Multi-head attention: each position asks all others, and takes a weighted mean of their values.

    Q = x W_q + b_q        K = c W_k + b_k        V = c W_v + b_v        each cut into its heads
    S = scale Q Kᵀ + bias        A = softmax(S)                          whom each one attends to
    O = A V                                                              the heads side by side
    y = O W_o + b_o

    dO = dy W_oᵀ        dA = dO Vᵀ + what arrives at A        dV = Aᵀ dO
    dS = A ⊙ (dA − Σ_s A ⊙ dA)                                dbias = Σ_n dS
    dQ = scale dS K        dK = scale dSᵀ Q
    dx = dQ W_qᵀ        dc = dK W_kᵀ + dV W_vᵀ        dW_q = xᵀ dQ        db_q = Σ dQ        and so forth

Who is asked, c, is x itself, or a context: another sequence, of another length and other features (cross attention).
The scale is 1/√k, if no other is given. Whom a query may attend to is said in three ways; who is left out has S = −∞:

- mask: who may attend to whom, yes or no, sequence by sequence;
- key_mask: which positions of c are there, and not the padding of a short one;
- causal: a position may attend to itself and to those before it, counted from the first, also in a context.

A query that may attend to nobody has the sum of no values, 0, and so y = b_o; nothing goes back through it.
As a constant in all scores of a query leaves its softmax as it is, the gradient of b_k is zero.

Dropout leaves weights out by chance, in training alone: A = softmax(S) ⊙ κ / (1 − p), where each κ is 1 with chance
1 − p, else 0. On its way back dA is multiplied by the same κ / (1 − p), and then goes through the softmax: in dS above,
A is softmax(S). The A that is returned holds the weights that are used; a row of them sums to 1 only in the mean. κ is
kept, as ``draw`` draws it; p is dropout.

Axes: n sequences, t positions that ask, s that are asked; d and e features of these; m heads, each with a whole number
k = q / heads of features in Q and K, and v / heads in V: else ValueError.
Returns y (n t d), and with need_weights A too (n m t s).

Source: Vaswani et al., *Attention Is All You Need*, NeurIPS 2017, section 3.2, equation 1. A bias for each head:
Raffel et al., *Exploring the Limits of Transfer Learning with a Unified Text-to-Text Transformer*, Journal of Machine
Learning Research 21, 2020, section 2.1. Dropout of the weights: Radford, Narasimhan, Salimans & Sutskever, *Improving
Language Understanding by Generative Pre-Training*, 2018, section 4.1. Zeros for a query that may attend to nobody:
the flash-attn package of Dao et al., *FlashAttention*, NeurIPS 2022 ("If the row of the mask is all zero, the output
will be zero").
"""

from scratch.attending import attend, visible
from scratch.checked import checked
from scratch.regularization.dropout import draw as draw_kept
from scratch.signature import Bool, Differentiable, Float, Share


def draw(rng, shape, *, dropout=0.0):
    """Draw which weights (n m t s) are kept."""
    return draw_kept(rng, shape, rate=dropout)


@checked
def multi_head(
    x: Float["n t d"],
    W_q: Float["d q"],
    W_k: Float["e q"],
    W_v: Float["e v"],
    W_o: Float["v d"],
    b_q: Float["q"],
    b_k: Float["q"],
    b_v: Float["v"],
    b_o: Float["d"],
    context: Float["n s=t e=d"] | None = None,
    mask: Bool["n t s"] | None = None,
    key_mask: Bool["n s"] | None = None,
    bias: Float["m t s"] | None = None,
    kept: Bool["n m t s"] | None = None,
    *,
    heads=8,
    scale: float | None = None,
    causal=False,
    dropout: Share = 0.0,
    training=True,
    need_weights=False,
) -> Differentiable:
    c = x if context is None else context
    (n, t, d), (_, s, e) = x.shape, c.shape
    for name, size in dict(q=W_q.shape[1], v=W_v.shape[1]).items():
        if size % heads:
            raise ValueError(
                f"multi_head: {name} = {size} features of W_{name} do not part into heads = {heads}; "
                "allowed are its divisors"
            )
    for name, each in dict(bias=bias, kept=kept).items():
        if each is not None and each.shape[-3] != heads:
            raise ValueError(
                f"multi_head: {name} has m = {each.shape[-3]} heads; allowed are heads = {heads}"
            )
    if dropout and training and kept is None:
        told = f"draw(rng, {(n, heads, t, s)}, dropout={dropout}) draws it"
        raise ValueError(f"multi_head: kept is missing, which dropout needs in training; {told}")

    def split(rows, length):
        """From (n·t m·k) to (n m t k)."""
        return rows.reshape(n, length, heads, rows.shape[1] // heads).swapaxes(1, 2)

    def join(parts, rows):
        """From (n m t k) to (n·t m·k)."""
        return parts.swapaxes(1, 2).reshape(rows.shape[0], parts.shape[1] * parts.shape[3])

    x_rows, c_rows = x.reshape(n * t, d), c.reshape(n * s, e)
    Q = split(x_rows @ W_q + b_q, t)
    K, V = split(c_rows @ W_k + b_k, s), split(c_rows @ W_v + b_v, s)
    scale = Q.shape[3] ** -0.5 if scale is None else scale
    may, kept = visible(t, s, mask, key_mask, causal), kept if training else None
    means, A, attend_backward = attend(Q, K, V, scale, may, bias, kept, dropout)
    O = join(means, x_rows)
    y = (O @ W_o + b_o).reshape(x.shape)

    def backward(dy, dA=None):
        dy = dy.reshape(n * t, d)
        dQ, dK, dV, dS = attend_backward(split(dy @ W_o.T, t), dA)
        dQ, dK, dV = join(dQ, x_rows), join(dK, c_rows), join(dV, c_rows)
        dx, dc = (dQ @ W_q.T).reshape(x.shape), (dK @ W_k.T + dV @ W_v.T).reshape(c.shape)
        gradients = dict(
            x=dx + dc if context is None else dx,
            W_q=x_rows.T @ dQ,
            W_k=c_rows.T @ dK,
            W_v=c_rows.T @ dV,
            W_o=O.T @ dy,
            b_q=dQ.sum(axis=0),
            b_k=dK.sum(axis=0),
            b_v=dV.sum(axis=0),
            b_o=dy.sum(axis=0),
        )
        if context is not None:
            gradients["context"] = dc
        if bias is not None:
            gradients["bias"] = dS.sum(axis=0)
        return gradients

    return (dict(y=y, A=A), backward) if need_weights else (y, lambda dy: backward(dy))
