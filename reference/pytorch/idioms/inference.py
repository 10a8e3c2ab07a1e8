"""A module is in one of two modes until it is switched, and is born in the mode for training.

Switching the mode does not stop the recording of gradients: that is said apart.
"""

import torch


def predict(model, x):
    model.eval()
    with torch.no_grad():
        return model(x)
