import torch
from torch.nn.utils import clip_grad_value_


def build(parameters, limit, learning_rate):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    # Else a line of the training loop, between backward() and step().
    optimizer.register_step_pre_hook(lambda *_: clip_grad_value_(parameters, limit))
    return optimizer
