import math

from keras import ops


def slopes(heads):
    power = 2 ** math.floor(math.log2(heads))
    steep = [2 ** (-8 * head / power) for head in range(1, power + 1)]
    return steep + [2 ** (-4 * head / power) for head in range(1, 2 * (heads - power), 2)]


def build(causal):
    def attend(Q, K, V):
        _, t, heads, _ = Q.shape
        place = ops.arange(t)
        distance = ops.cast(ops.abs(place[:, None] - place), Q.dtype)
        bias = -ops.convert_to_tensor(slopes(heads), Q.dtype)[:, None, None] * distance
        return ops.dot_product_attention(Q, K, V, bias=bias[None], is_causal=causal)

    return attend
