from torch import nn


def build(low, high):
    def initialize(w):
        return nn.init.uniform_(w, a=low, b=high)

    return initialize
