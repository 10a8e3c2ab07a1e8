import torch
from torch import nn


class CutMix(nn.Module):
    def __init__(self, alpha):
        super().__init__()
        self.alpha = alpha

    def forward(self, x, y):
        if not self.training:
            return dict(x_mixed=x, y_mixed=y)
        (n, _, h, w), alpha = x.shape, x.new_tensor(self.alpha)
        share = torch.distributions.Beta(alpha, alpha).sample((n,))
        partner = torch.randperm(n, device=x.device)
        rows, columns = self.run(h, share)[:, :, None], self.run(w, share)[:, None, :]
        box = (rows & columns)[:, None]
        of_label = share[:, None]
        return dict(
            x_mixed=torch.where(box, x[partner], x),
            y_mixed=of_label * y + (1 - of_label) * y[partner],
        )

    def run(self, size, share):
        """Draw a run of so many pixels that its share is the root of 1 − share."""
        length = (1 - share).sqrt() * size
        start = torch.rand_like(share) * (size - length)
        pixels = torch.arange(size, device=share.device)
        return (start[:, None] <= pixels) & (pixels < (start + length)[:, None])


def build(alpha):
    return CutMix(alpha)
