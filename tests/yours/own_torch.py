"""Right implementations as people write them in PyTorch: other names, other gates, fused weights, other heads."""

import torch
from torch import nn


class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.h = hidden_size
        self.x2h, self.h2h = (nn.Linear(n, 4 * hidden_size) for n in (input_size, hidden_size))

    def forward(self, x):
        h = c = x.new_zeros(len(x), self.h)
        out = []
        for t in range(x.shape[1]):
            f, i, o, g = (self.x2h(x[:, t]) + self.h2h(h)).chunk(4, -1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
            out.append(h)
        return torch.stack(out, 1), (h, c)


class FusedLSTM(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.h, self.cell = hidden_size, nn.Linear(input_size + hidden_size, 4 * hidden_size)

    def forward(self, x):
        h = c = x.new_zeros(len(x), self.h)
        out = []
        for t in range(x.shape[1]):
            i, f, o, g = self.cell(torch.cat([h, x[:, t]], 1)).chunk(4, 1)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            out.append(h)
        return torch.stack(out, 1), c


class GatesGRU(nn.Module):
    def __init__(self, input_dim, hidden_dim):
        super().__init__()
        self.h = hidden_dim
        for gate in "zrn":
            setattr(self, f"x{gate}", nn.Linear(input_dim, hidden_dim))
            setattr(self, f"h{gate}", nn.Linear(hidden_dim, hidden_dim))

    def forward(self, x):
        h = x.new_zeros(len(x), self.h)
        out = []
        for t in range(x.shape[1]):
            z, r = ((getattr(self, f"x{g}")(x[:, t]) + getattr(self, f"h{g}")(h)).sigmoid() for g in "zr")
            h = (1 - z) * (self.xn(x[:, t]) + r * self.hn(h)).tanh() + z * h
            out.append(h)
        return torch.stack(out, 1)


class Attention(nn.Module):
    """One product for queries, keys and values, whose heads lie the other way."""

    def __init__(self, d_model, n_heads):
        super().__init__()
        self.n, self.qkv, self.out = n_heads, nn.Linear(d_model, 3 * d_model), nn.Linear(d_model, d_model)

    def forward(self, x):
        B, T, D = x.shape
        q, k, v = (y.view(B, T, D // self.n, self.n).permute(0, 3, 1, 2) for y in self.qkv(x).chunk(3, -1))
        a = (q @ k.transpose(-2, -1) / (D // self.n) ** 0.5).softmax(-1)
        return self.out((a @ v).permute(0, 2, 3, 1).reshape(B, T, D))


def cross_entropy(logits, target):
    return -(target * logits.log_softmax(1)).sum(1).mean()


class Adam(torch.optim.Optimizer):
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8):
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            (b1, b2), eps = group["betas"], group["eps"]
            for p in group["params"]:
                state = self.state[p]
                if not state:
                    state.update(t=0, m=torch.zeros_like(p), v=torch.zeros_like(p))
                state["t"] += 1
                state["m"] = b1 * state["m"] + (1 - b1) * p.grad
                state["v"] = b2 * state["v"] + (1 - b2) * p.grad**2
                root = (state["v"] / (1 - b2 ** state["t"])).sqrt() + eps
                p -= group["lr"] * state["m"] / (1 - b1 ** state["t"]) / root


RIGHT = {
    "recurrent.lstm": LSTM,
    "recurrent.gru": GatesGRU,
    "attention.multi_head": Attention,
    "losses.categorical_cross_entropy": cross_entropy,
    "optimizers.adam": Adam,
}
