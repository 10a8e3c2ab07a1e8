import torch


def build(parameters, learning_rate, rho, momentum, epsilon, centered, weight_decay, maximize):
    return torch.optim.RMSprop(
        parameters,
        lr=learning_rate,
        alpha=rho,
        eps=epsilon,
        momentum=momentum,
        centered=centered,
        weight_decay=weight_decay,
        maximize=maximize,
    )


def resume(optimizer, v, m=None, b=None):
    [parameter] = optimizer.param_groups[0]["params"]
    state = dict(step=torch.tensor(0.0), square_avg=v.clone())
    if m is not None:
        state["grad_avg"] = m.clone()
    if b is not None:
        state["momentum_buffer"] = b.clone()
    optimizer.state[parameter] = state
