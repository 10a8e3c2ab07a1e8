import keras
from keras import layers


def build(v, d, m):
    x, words = keras.Input((1,), dtype="int32"), keras.Input((m,), dtype="int32")
    E, C = layers.Embedding(v, d, name="embedding"), layers.Embedding(v, d, name="context")
    z = layers.Dot(axes=2)([C(words), E(x)])
    return keras.Model([x, words], layers.Reshape((m,))(z))


def train(model, x, words, y, *, learning_rate, momentum, batch_size, epochs):
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate, momentum),
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
    )
    history = model.fit([x, words], y, batch_size=batch_size, epochs=epochs, shuffle=False, verbose=0)
    return history.history
