import keras
from keras import layers


def build(c, i, j, h, k):
    return keras.Sequential(
        [
            keras.Input((8, 8, c)),
            layers.Conv2D(i, 3, padding="same", activation="tanh", name="first"),
            layers.AveragePooling2D(2),
            layers.Conv2D(j, 3, padding="same", activation="tanh", name="second"),
            layers.AveragePooling2D(2),
            layers.Flatten(),
            layers.Dense(h, activation="tanh", name="hidden"),
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
