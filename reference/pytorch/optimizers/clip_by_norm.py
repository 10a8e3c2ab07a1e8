import torch
from torch.nn.utils import clip_grad_norm_


def build(parameters, limit, learning_rate):
    def clip(*_):
        for parameter in parameters:  # of all at once it would be the global norm
            clip_grad_norm_(parameter, limit)

    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    optimizer.register_step_pre_hook(clip)
    return optimizer
