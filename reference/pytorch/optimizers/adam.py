import torch


def build(parameters, learning_rate, beta1, beta2, epsilon):
    return torch.optim.Adam(parameters, lr=learning_rate, betas=(beta1, beta2), eps=epsilon)
