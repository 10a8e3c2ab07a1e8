import keras


def build(factor, patience, threshold, cooldown, floor):
    return keras.callbacks.ReduceLROnPlateau(
        monitor="loss",
        factor=factor,
        patience=patience,
        min_delta=threshold,
        cooldown=cooldown,
        min_lr=floor,
    )
