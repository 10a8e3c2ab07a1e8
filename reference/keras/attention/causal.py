from keras import ops


def build(align):
    def attend(Q, K, V):
        if align == "first":
            return ops.dot_product_attention(Q, K, V, is_causal=True)
        t, s = Q.shape[1], K.shape[1]
        mask = ops.arange(s) <= ops.arange(t)[:, None] + s - t
        return ops.dot_product_attention(Q, K, V, mask=mask[None, None])

    return attend
