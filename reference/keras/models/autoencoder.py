import keras
from keras import layers


def build(d, h):
    return keras.Sequential(
        [
            keras.Input((d,)),
            layers.Dense(h, activation="sigmoid", name="encoder"),
            layers.Dense(d, activation="sigmoid", name="decoder"),
        ]
    )


def train(model, x, *, learning_rate, momentum, batch_size, epochs):
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate, momentum), loss=keras.losses.MeanSquaredError()
    )
    history = model.fit(x, x, batch_size=batch_size, epochs=epochs, shuffle=False, verbose=0)
    return history.history
