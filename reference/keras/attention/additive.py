import keras


def build(d, e, k, with_mask):
    s, h = keras.Input((None, d)), keras.Input((None, e))
    mask = keras.Input((None,), dtype="bool") if with_mask else None
    # keras.layers.AdditiveAttention has a alone, its scale; the projections come before it.
    query = keras.layers.Dense(k, use_bias=False, name="query")(s)
    key = keras.layers.Dense(k, use_bias=False, name="key")(h)
    attention = keras.layers.AdditiveAttention(name="attention")
    y = attention([query, h, key], mask=[None, mask] if with_mask else None)
    return keras.Model([s, h, mask] if with_mask else [s, h], y)
