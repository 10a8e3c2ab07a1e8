import torch
from torch import nn


class MixtureOfExperts(nn.Module):
    def __init__(self, d, e, f, top, over):
        super().__init__()
        self.gate = nn.Linear(d, e, bias=False)
        self.W_1, self.b_1 = nn.Parameter(torch.randn(e, d, f) / d**0.5), nn.Parameter(torch.zeros(e, f))
        self.W_2, self.b_2 = nn.Parameter(torch.randn(e, f, d) / f**0.5), nn.Parameter(torch.zeros(e, d))
        self.top, self.over = top, over

    def forward(self, x):
        z = self.gate(x)
        # Not topk: of equals it takes any, where a stable sort takes the first.
        best, chosen = (each[..., : self.top] for each in z.sort(dim=-1, descending=True, stable=True))
        weights = best.softmax(-1) if self.over == "chosen" else z.softmax(-1).gather(-1, chosen)
        gates = torch.zeros_like(z).scatter(-1, chosen, weights)
        hidden = torch.relu(torch.einsum("ntd,edf->ntef", x, self.W_1) + self.b_1)
        each = torch.einsum("ntef,efd->nted", hidden, self.W_2) + self.b_2
        return torch.einsum("nte,nted->ntd", gates, each)


def build(d, e, f, top, over):
    return MixtureOfExperts(d, e, f, top, over)
