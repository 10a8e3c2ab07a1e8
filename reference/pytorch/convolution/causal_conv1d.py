from torch import nn


def build(c, k, p, stride, dilation, groups, with_b):
    # Conv1d pads alike on both sides
    return nn.Sequential(
        nn.ZeroPad1d((dilation * (p - 1), 0)),
        nn.Conv1d(c, k, p, stride=stride, dilation=dilation, groups=groups, bias=with_b),
    )
