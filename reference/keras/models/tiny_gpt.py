import keras
from keras import layers, ops


class Embeddings(layers.Layer):
    def __init__(self, v, l, d, name):
        super().__init__(name=name)
        self.letters = layers.Embedding(v, d, name="letters")
        self.positions = layers.Embedding(l, d, name="positions")

    def call(self, x):
        return self.letters(x) + self.positions(ops.arange(x.shape[1]))


def block(x, d, f, heads):
    h = layers.LayerNormalization(epsilon=1e-5, name="norm_1")(x)
    attention = layers.MultiHeadAttention(heads, key_dim=d // heads, name="attention")
    h = x + attention(h, h, use_causal_mask=True)
    y = layers.LayerNormalization(epsilon=1e-5, name="norm_2")(h)
    y = layers.Dense(f, activation="relu", name="hidden")(y)
    return h + layers.Dense(d, name="output")(y)


def build(t, v, l, d, f, heads):
    x = keras.Input((t,), dtype="int32")
    h = block(Embeddings(v, l, d, name="embeddings")(x), d, f, heads)
    h = layers.LayerNormalization(epsilon=1e-5, name="norm")(h)
    return keras.Model(x, layers.Dense(v, name="next")(h))


def train(model, x, y, *, learning_rate, momentum, batch_size, epochs):
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate, momentum),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    history = model.fit(x, y, batch_size=batch_size, epochs=epochs, shuffle=False, verbose=0)
    return history.history
