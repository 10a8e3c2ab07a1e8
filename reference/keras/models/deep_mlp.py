import keras
from keras import layers


def build(d, h, k):
    return keras.Sequential(
        [
            keras.Input((d,)),
            layers.Dense(h, activation="relu", name="first"),
            layers.Dense(h, activation="relu", name="second"),
            layers.Dense(h, activation="relu", name="third"),
            layers.Dense(k, name="output"),
        ]
    )


def train(model, x, y, *, learning_rate, momentum, batch_size, epochs):
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate, momentum),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    history = model.fit(x, y, batch_size=batch_size, epochs=epochs, shuffle=False, verbose=0)
    return history.history
