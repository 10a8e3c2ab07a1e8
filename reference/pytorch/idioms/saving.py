"""Weights are saved by their names. To load them, the code that builds the model must be there."""

import torch


def save(model, path):
    torch.save(model.state_dict(), path)


def load(model, path):
    model.load_state_dict(torch.load(path, weights_only=True))
    return model
