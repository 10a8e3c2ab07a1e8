import torch


def build(parameters, learning_rate, beta1, beta2, epsilon, amsgrad, weight_decay, maximize):
    return torch.optim.Adam(
        parameters,
        lr=learning_rate,
        betas=(beta1, beta2),
        eps=epsilon,
        amsgrad=amsgrad,
        weight_decay=weight_decay,
        maximize=maximize,
    )
