import math

import torch


def build(parameters, learning_rate, beta1, beta2, epsilon, momentum_decay, weight_decay, maximize):
    return torch.optim.NAdam(
        parameters,
        lr=learning_rate,
        betas=(beta1, beta2),
        eps=epsilon,
        momentum_decay=momentum_decay,
        weight_decay=weight_decay,
        maximize=maximize,
    )


def resume(optimizer, m, v, beta1, momentum_decay, step):
    [parameter] = optimizer.param_groups[0]["params"]
    product = math.prod(beta1 * (1 - 0.5 * 0.96 ** (momentum_decay * t)) for t in range(1, step + 1))
    optimizer.state[parameter] = dict(
        step=torch.tensor(float(step)),
        mu_product=torch.tensor(product),
        exp_avg=m.clone(),
        exp_avg_sq=v.clone(),
    )
