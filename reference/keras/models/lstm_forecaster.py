import keras
from keras import layers


def build(t, i, h):
    return keras.Sequential([keras.Input((t, i)), layers.LSTM(h), layers.Dense(i, name="output")])


def train(model, x, y, *, learning_rate, momentum, batch_size, epochs):
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate, momentum),
        loss=keras.losses.MeanSquaredError(),
    )
    history = model.fit(x, y, batch_size=batch_size, epochs=epochs, shuffle=False, verbose=0)
    return history.history
