import torch
from torch import nn


class Mixup(nn.Module):
    def __init__(self, alpha):
        super().__init__()
        self.alpha = alpha

    def forward(self, x, y):
        if not self.training:
            return dict(x_mixed=x, y_mixed=y)
        n, alpha = len(x), x.new_tensor(self.alpha)
        share = torch.distributions.Beta(alpha, alpha).sample((n,))
        partner = torch.randperm(n, device=x.device)
        of_image, of_label = share.view(n, 1, 1, 1), share.view(n, 1)
        return dict(
            x_mixed=of_image * x + (1 - of_image) * x[partner],
            y_mixed=of_label * y + (1 - of_label) * y[partner],
        )


def build(alpha):
    return Mixup(alpha)
