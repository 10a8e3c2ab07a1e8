import torch


def build(parameters, learning_rate, beta1, beta2, epsilon, weight_decay, maximize):
    return torch.optim.Adamax(
        parameters,
        lr=learning_rate,
        betas=(beta1, beta2),
        eps=epsilon,
        weight_decay=weight_decay,
        maximize=maximize,
    )


def resume(optimizer, m, u, step):
    [parameter] = optimizer.param_groups[0]["params"]
    optimizer.state[parameter] = dict(step=torch.tensor(float(step)), exp_avg=m.clone(), exp_inf=u.clone())
