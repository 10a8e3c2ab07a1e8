from torch import nn
from torch.nn.utils.parametrizations import spectral_norm


def build(i, k, iterations, epsilon, with_b):
    return spectral_norm(nn.Linear(i, k, bias=with_b), n_power_iterations=iterations, eps=epsilon)
