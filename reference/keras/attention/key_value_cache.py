from keras import ops


def step(q, k, v, K0=None, V0=None):
    K = k if K0 is None else ops.concatenate([K0, k], axis=1)
    V = v if V0 is None else ops.concatenate([V0, v], axis=1)
    t, s = q.shape[1], K.shape[1]
    # Not is_causal=True: that puts the first query beside the first key, and one query would see no other.
    mask = ops.arange(s) <= ops.arange(t)[:, None] + s - t
    return dict(y=ops.dot_product_attention(q, K, V, mask=mask[None, None]), K=K, V=V)


def build():
    return step
