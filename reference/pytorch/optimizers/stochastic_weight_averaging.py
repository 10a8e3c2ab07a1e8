import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel


def build(parameters, start, every, learning_rate):
    model = nn.ParameterList(parameters)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    optimizer.averaged, optimizer.steps = AveragedModel(model), 0

    def average(*_):
        optimizer.steps += 1
        if optimizer.steps >= start and (optimizer.steps - start) % every == 0:
            optimizer.averaged.update_parameters(model)

    optimizer.register_step_post_hook(average)
    return optimizer


def averages(optimizer):
    return list(optimizer.averaged.parameters())
