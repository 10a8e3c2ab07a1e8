import torch


def build(parameters, learning_rate, momentum):
    return torch.optim.SGD(parameters, lr=learning_rate, momentum=momentum)
