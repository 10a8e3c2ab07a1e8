from torch import nn


def build(c, k, p, q, stride, padding, dilation):
    return nn.Conv2d(c, k, kernel_size=(p, q), stride=stride, padding=padding, dilation=dilation)
