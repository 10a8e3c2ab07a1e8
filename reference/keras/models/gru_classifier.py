import keras
from keras import layers, ops


def build(t, i, h, k):
    x, last = keras.Input((t, i)), keras.Input((), dtype="int32")
    mask = ops.expand_dims(last, 1) >= ops.arange(t)
    y = layers.Dense(k, name="output")(layers.GRU(h)(x, mask=mask))
    return keras.Model([x, last], y)


def train(model, x, last, y, *, learning_rate, momentum, batch_size, epochs):
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate, momentum),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    history = model.fit([x, last], y, batch_size=batch_size, epochs=epochs, shuffle=False, verbose=0)
    return history.history
