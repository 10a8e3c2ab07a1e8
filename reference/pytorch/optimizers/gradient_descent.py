import torch


def build(parameters, learning_rate, weight_decay, maximize):
    return torch.optim.SGD(parameters, lr=learning_rate, weight_decay=weight_decay, maximize=maximize)
