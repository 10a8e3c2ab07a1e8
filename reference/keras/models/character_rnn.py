import keras
from keras import layers


def build(v, d, h):
    return keras.Sequential(
        [
            keras.Input((None,), dtype="int32"),
            layers.Embedding(v, d),
            layers.LSTM(h, return_sequences=True),
            layers.Dense(v, name="output"),
        ]
    )


def train(model, x, y, *, learning_rate, momentum, batch_size, epochs):
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate, momentum),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    history = model.fit(x, y, batch_size=batch_size, epochs=epochs, shuffle=False, verbose=0)
    return history.history
