from torch import nn


def build(padding):
    if isinstance(padding, tuple):
        rows, columns = (each if isinstance(each, tuple) else (each, each) for each in padding)
        padding = (*columns, *rows)  # the last axis comes first
    return nn.ReplicationPad2d(padding)
