import torch


def build(parameters, learning_rate, momentum, dampening, nesterov, weight_decay, maximize):
    return torch.optim.SGD(
        parameters,
        lr=learning_rate,
        momentum=momentum,
        dampening=dampening,
        nesterov=nesterov,
        weight_decay=weight_decay,
        maximize=maximize,
    )


def resume(optimizer, v):
    [parameter] = optimizer.param_groups[0]["params"]
    optimizer.state[parameter]["momentum_buffer"] = v.clone()  # each step writes into it
