"""A PyTorch model as it is after some training: no weight and no statistic is what a new layer has."""

import torch
from torch import nn


def lived(model: nn.Module, *inputs: torch.Tensor) -> nn.Module:
    """Return the model in eval mode after small steps at random and a few batches, drawn from PyTorch's generator.

    Zeros and ones would hide mistakes: a bias that was not copied, γ and β exchanged, statistics of another layer.
    """
    with torch.no_grad():
        for weight in model.parameters():
            weight.add_(0.1 * torch.randn_like(weight))
        model.train()
        for _ in range(3):
            model(*(x + 0.5 * torch.randn_like(x) if x.is_floating_point() else x for x in inputs))
    return model.eval()
