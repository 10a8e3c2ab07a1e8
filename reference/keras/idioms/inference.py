"""A call says whether it trains; a call that says nothing does not. Nothing is recorded outside a tape."""


def predict(model, x):
    return model(x, training=False)
