import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn


def build(parameters, decay, learning_rate):
    model = nn.ParameterList(parameters)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    optimizer.averaged = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(decay))
    # Else a line of the training loop, after step().
    optimizer.register_step_post_hook(lambda *_: optimizer.averaged.update_parameters(model))
    return optimizer


def averages(optimizer):
    return list(optimizer.averaged.parameters())
