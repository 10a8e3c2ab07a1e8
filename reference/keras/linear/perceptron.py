import keras


def perceptron_loss(y, z):
    # At z = 0 TensorFlow's maximum passes the gradient on, as the rule does; relu would not.
    return keras.ops.maximum(-y * z, 0.0)


def mistakes(y, z):
    # In mixed precision the labels are float32, and the scores are not.
    return keras.ops.cast(keras.ops.cast(y, z.dtype) * z <= 0, z.dtype)


def build(d):
    return keras.Sequential([keras.Input((d,)), keras.layers.Dense(1)])


def train(model, x, y, *, learning_rate, epochs):
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate),
        loss=perceptron_loss,
        metrics=[mistakes],
    )
    history = model.fit(x, y, batch_size=1, epochs=epochs, shuffle=False, verbose=0)
    return history.history
