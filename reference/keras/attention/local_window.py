from keras import ops


def build(width, causal):
    def attend(Q, K, V):
        i = ops.arange(Q.shape[1])
        near = ops.abs(i[:, None] - i) < width
        # The flag is and-ed with the mask.
        return ops.dot_product_attention(Q, K, V, mask=near[None, None], is_causal=causal)

    return attend
