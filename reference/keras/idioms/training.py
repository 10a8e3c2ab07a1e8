"""``compile`` says how to train, ``fit`` is the loop. It shuffles and counts along unless it is told not to."""


def train(model, loss, x, y, epochs=10, batch_size=32):
    model.compile(optimizer="adam", loss=loss)
    model.fit(x, y, batch_size=batch_size, epochs=epochs, verbose=0)
