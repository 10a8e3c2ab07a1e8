import torch


def build(parameters, learning_rate, beta1, beta2, epsilon, weight_decay, maximize):
    return torch.optim.RAdam(
        parameters,
        lr=learning_rate,
        betas=(beta1, beta2),
        eps=epsilon,
        weight_decay=weight_decay,
        maximize=maximize,
    )


def resume(optimizer, m, v, step):
    [parameter] = optimizer.param_groups[0]["params"]
    optimizer.state[parameter] = dict(step=torch.tensor(float(step)), exp_avg=m.clone(), exp_avg_sq=v.clone())
