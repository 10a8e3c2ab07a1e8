import keras


def build(d, q, heads, groups, causal, with_b_q):
    x = keras.Input((None, d))
    attention = keras.layers.GroupQueryAttention(q // heads, heads, groups, use_bias=with_b_q)
    return keras.Model(x, attention(x, x, use_causal_mask=causal))
