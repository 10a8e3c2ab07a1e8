import torch
from torch.nn.utils import clip_grad_norm_


def build(parameters, limit, learning_rate):
    def clip(*_):
        clip_grad_norm_(parameters, limit)

    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    optimizer.register_step_pre_hook(clip)
    return optimizer
