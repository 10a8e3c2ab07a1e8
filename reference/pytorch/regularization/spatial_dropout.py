from torch import nn


def build(places, rate):
    layers = {1: nn.Dropout1d, 2: nn.Dropout2d, 3: nn.Dropout3d}
    return layers[len(places)](rate)
