import torch


def build(parameters, learning_rate, momentum, weight_decay, maximize):
    return torch.optim.SGD(
        parameters,
        lr=learning_rate,
        momentum=momentum,
        nesterov=True,
        weight_decay=weight_decay,
        maximize=maximize,
    )


def resume(optimizer, v):
    [parameter] = optimizer.param_groups[0]["params"]
    optimizer.state[parameter]["momentum_buffer"] = v.clone()
