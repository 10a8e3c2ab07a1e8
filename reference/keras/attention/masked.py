from keras import ops


def attend(Q, K, V, mask=None, key_mask=None, bias=None):
    may = None if mask is None else mask[:, None]
    if key_mask is not None:
        there = key_mask[:, None, None]
        may = there if may is None else ops.logical_and(may, there)
    return ops.dot_product_attention(Q, K, V, bias=None if bias is None else bias[None], mask=may)


def build():
    return attend
