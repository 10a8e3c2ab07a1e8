import keras
from keras import ops


def build(
    d,
    q,
    v,
    heads,
    scale,
    causal,
    dropout,
    need_weights,
    with_context,
    with_mask,
    with_key_mask,
    with_bias,
    e=None,
):
    x = keras.Input((None, d))
    context = keras.Input((None, e)) if with_context else x
    mask = keras.Input((None, None), dtype="bool") if with_mask else None
    key_mask = keras.Input((None,), dtype="bool") if with_key_mask else None
    bias = keras.Input((None, None)) if with_bias else None

    # For keras.layers.MultiHeadAttention True in a mask means: this one.
    seen = mask
    if with_key_mask:
        seen = ops.logical_and(mask, key_mask[:, None]) if with_mask else key_mask[:, None]
    if scale is None and not with_bias:
        attend = keras.layers.MultiHeadAttention(
            num_heads=heads, key_dim=q // heads, value_dim=v // heads, dropout=dropout
        )
        y = attend(
            x, context, attention_mask=seen, use_causal_mask=causal, return_attention_scores=need_weights
        )
    else:
        y = in_steps(
            x, context, seen, bias, heads, q // heads, v // heads, scale, causal, dropout, need_weights
        )

    there = [True, with_context, with_mask, with_key_mask, with_bias]
    given = [
        each for each, is_there in zip((x, context, mask, key_mask, bias), there, strict=True) if is_there
    ]
    return keras.Model(given, dict(y=y[0], A=y[1]) if need_weights else y)


# Attention with a bias or a scale: keras.layers.MultiHeadAttention takes neither.
def in_steps(x, context, seen, bias, heads, k, v, scale, causal, rate, need_weights):
    def project(rows, size, name):
        return keras.layers.EinsumDense("btd,dmk->btmk", (None, heads, size), bias_axes="mk", name=name)(rows)

    Q, K, V = project(x, k, "query"), project(context, k, "key"), project(context, v, "value")
    S = ops.einsum("btmk,bsmk->bmts", Q, K) * (k**-0.5 if scale is None else scale)
    S = S if bias is None else S + bias
    seen = None if seen is None else seen[:, None]
    if causal:
        earlier = ops.tril(ops.ones_like(S)) > 0
        seen = earlier if seen is None else ops.logical_and(seen, earlier)
    A = keras.layers.Softmax()(S, mask=seen)
    O = ops.einsum("bmts,bsmk->btmk", keras.layers.Dropout(rate)(A), V)
    output = keras.layers.EinsumDense(
        "btmk,mkd->btd", (None, x.shape[2]), bias_axes="d", name="attention_output"
    )
    return (output(O), A) if need_weights else output(O)
