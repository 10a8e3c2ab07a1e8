import torch
from torch import nn


class XorMLP(nn.Module):
    def __init__(self, h):
        super().__init__()
        self.hidden = nn.Linear(2, h)
        self.output = nn.Linear(h, 1)

    def forward(self, x):
        return self.output(torch.tanh(self.hidden(x))).squeeze(-1)


def build(h):
    return XorMLP(h)


def train(model, x, y, *, learning_rate, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    criterion = nn.BCEWithLogitsLoss()
    losses = []
    for _ in range(epochs):
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return dict(loss=losses)
