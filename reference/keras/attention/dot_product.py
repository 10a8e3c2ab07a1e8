import keras
from keras import ops


def build(scale):
    # keras.layers.Attention does not divide by √k.
    layer = keras.layers.Attention() if scale == 1 else None

    def attend(Q, K, V, mask=None):
        if layer:
            # It takes the values before the keys, and the mask of queries before that of keys.
            return layer([Q, V, K], mask=None if mask is None else [None, mask])
        # The function wants an axis of heads, the third: here there is one.
        Q, K, V = (ops.expand_dims(each, 2) for each in (Q, K, V))
        mask = None if mask is None else ops.expand_dims(mask, 1)
        return ops.squeeze(ops.dot_product_attention(Q, K, V, mask=mask, scale=scale), 2)

    return attend
