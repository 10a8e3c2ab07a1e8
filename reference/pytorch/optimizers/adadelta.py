import torch


def build(parameters, learning_rate, rho, epsilon, weight_decay, maximize):
    return torch.optim.Adadelta(
        parameters,
        lr=learning_rate,
        rho=rho,
        eps=epsilon,
        weight_decay=weight_decay,
        maximize=maximize,
    )


def resume(optimizer, v, u):
    [parameter] = optimizer.param_groups[0]["params"]
    optimizer.state[parameter] = dict(step=torch.tensor(0.0), square_avg=v.clone(), acc_delta=u.clone())
