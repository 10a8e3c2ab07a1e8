import torch


def build(parameters, learning_rate, momentum, nesterov, weight_decay):
    # What torch.optim.SGD calls weight_decay is added to the gradient.
    return torch.optim.SGD(
        parameters, lr=learning_rate, momentum=momentum, nesterov=nesterov, weight_decay=weight_decay
    )
