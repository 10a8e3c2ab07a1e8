"""One seed for all that PyTorch draws, on every device; or a generator of one's own, which goes on at every call."""

import torch


def draw(seed):
    torch.manual_seed(seed)
    return torch.rand(3), torch.rand(3)


def draw_apart(seed):
    generator = torch.Generator().manual_seed(seed)
    return torch.rand(3, generator=generator), torch.rand(3, generator=generator)
