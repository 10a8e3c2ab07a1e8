"""Whatever is computed with weights is recorded. ``backward`` adds to ``grad``, so that has to be emptied first.

A loss takes the prediction, then the truth.
"""


def gradients(model, loss, x, y):
    model.zero_grad()
    loss(model(x), y).backward()
    return [weight.grad for weight in model.parameters()]
