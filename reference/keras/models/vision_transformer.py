import keras
from keras import layers


class Positions(layers.Layer):
    def build(self, shape):
        self.table = self.add_weight(shape=shape[1:], name="table")

    def call(self, x):
        return x + self.table


def block(x, d, f, heads):
    h = layers.LayerNormalization(epsilon=1e-5, name="norm_1")(x)
    h = x + layers.MultiHeadAttention(heads, key_dim=d // heads, name="attention")(h, h)
    y = layers.LayerNormalization(epsilon=1e-5, name="norm_2")(h)
    y = layers.Dense(f, activation="relu", name="hidden")(y)
    return h + layers.Dense(d, name="output")(y)


def build(h, w, c, p, q, d, f, m, heads):
    x = keras.Input((h, w, c))
    tokens = layers.Conv2D(d, (p, q), strides=(p, q), name="patches")(x)
    tokens = Positions(name="positions")(layers.Reshape((-1, d))(tokens))
    tokens = layers.LayerNormalization(epsilon=1e-5, name="norm")(block(tokens, d, f, heads))
    return keras.Model(x, layers.Dense(m, name="classes")(layers.GlobalAveragePooling1D()(tokens)))


def train(model, x, y, *, learning_rate, momentum, batch_size, epochs):
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate, momentum),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    history = model.fit(x, y, batch_size=batch_size, epochs=epochs, shuffle=False, verbose=0)
    return history.history
