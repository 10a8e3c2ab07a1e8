import keras


def build(d):
    return keras.Sequential([keras.Input((d,)), keras.layers.Dense(1)])


def train(model, x, y, *, learning_rate, batch_size, epochs):
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate),
        loss=keras.losses.MeanSquaredError(),
    )
    history = model.fit(x, y, batch_size=batch_size, epochs=epochs, shuffle=False, verbose=0)
    return history.history
