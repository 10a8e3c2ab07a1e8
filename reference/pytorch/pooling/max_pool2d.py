from torch import nn


def build(size, stride):
    return nn.MaxPool2d(size, stride)
