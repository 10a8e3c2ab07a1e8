import keras
import numpy as np
from keras import layers, ops


class Positions(layers.Layer):
    def call(self, x):
        return x + ops.cast(waves(*x.shape[1:]), x.dtype)


def waves(t, d):
    angles = np.arange(t)[:, None] * 10_000.0 ** (-np.arange(0, d, 2) / d)
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(t, -1)[:, :d]


def block(x, mask, d, f, heads):
    h = layers.MultiHeadAttention(heads, key_dim=d // heads, name="attention")(x, x, attention_mask=mask)
    h = layers.LayerNormalization(epsilon=1e-5, name="norm_1")(x + h)
    y = layers.Dense(f, activation="relu", name="hidden")(h)
    y = layers.Dense(d, name="output")(y)
    return layers.LayerNormalization(epsilon=1e-5, name="norm_2")(h + y)


def build(t, i, d, f, m, heads):
    x, last = keras.Input((t, i)), keras.Input((), dtype="int32")
    there = ops.expand_dims(last, 1) >= ops.arange(t)
    h = Positions()(layers.Dense(d, name="embedding")(x))
    h = block(h, there[:, None], d, f, heads)
    h = ops.take_along_axis(h, last[:, None, None], axis=1)[:, 0]
    return keras.Model([x, last], layers.Dense(m, name="classes")(h))


def train(model, x, last, y, *, learning_rate, momentum, batch_size, epochs):
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate, momentum),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    history = model.fit([x, last], y, batch_size=batch_size, epochs=epochs, shuffle=False, verbose=0)
    return history.history
