import torch


def build(maximum):
    def constrain(weight):
        return torch.renorm(weight, p=2, dim=0, maxnorm=maximum)

    return constrain
