import keras
from keras import layers


def build(c, i, j, k):
    x = keras.Input((8, 8, c))
    above = layers.Conv2D(i, 3, padding="same", activation="relu", name="above")(x)
    below = layers.Conv2D(j, 3, padding="same", activation="relu", name="below")(
        layers.MaxPooling2D(2)(above)
    )
    up = layers.Conv2DTranspose(i, 2, strides=2, name="up")(below)
    joined = layers.concatenate([above, up])
    o = layers.Conv2D(i, 3, padding="same", activation="relu", name="joined")(joined)
    return keras.Model(x, layers.Conv2D(k, 1, name="head")(o))


def train(model, x, y, *, learning_rate, momentum, batch_size, epochs):
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate, momentum),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    # Of one class alone, Keras takes the axis of classes for one too many, unless y has it, too.
    history = model.fit(x, y[..., None], batch_size=batch_size, epochs=epochs, shuffle=False, verbose=0)
    return history.history
