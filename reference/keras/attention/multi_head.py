import keras


def build(d, heads):
    x = keras.Input((None, d))
    return keras.Model(x, keras.layers.MultiHeadAttention(num_heads=heads, key_dim=d // heads)(x, x))
