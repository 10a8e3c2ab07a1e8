import keras


def build(d, e, k, v, with_mask):
    x, context = keras.Input((None, d)), keras.Input((None, e))
    mask = keras.Input((None,), dtype="bool") if with_mask else None
    query = keras.layers.Dense(k, use_bias=False, name="query")(x)
    key = keras.layers.Dense(k, use_bias=False, name="key")(context)
    value = keras.layers.Dense(v, use_bias=False, name="value")(context)
    # keras.layers.Attention does not divide by √k: the queries are divided before.
    y = keras.layers.Attention()([query / k**0.5, value, key], mask=[None, mask] if with_mask else None)
    return keras.Model([x, context, mask] if with_mask else [x, context], y)
