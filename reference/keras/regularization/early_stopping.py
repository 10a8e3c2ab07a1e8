import keras


def build(d):
    return keras.Sequential([keras.Input((d,)), keras.layers.Dense(1)])


def train(
    model,
    x,
    y,
    *,
    monitor,
    patience,
    min_delta,
    restore_best,
    validation_split,
    learning_rate,
    batch_size,
    epochs,
):
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate),
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
        metrics=[keras.metrics.BinaryAccuracy("accuracy", threshold=0.0)],
    )
    # The callback knows from the metric that accuracy shall rise.
    stopping = keras.callbacks.EarlyStopping(monitor, min_delta, patience, restore_best_weights=restore_best)
    history = model.fit(
        x,
        y,
        batch_size=batch_size,
        epochs=epochs,
        validation_split=validation_split,
        callbacks=[stopping],
        shuffle=False,
        verbose=0,
    ).history
    return {name: history[name] for name in ("loss", "val_loss", "val_accuracy")}
