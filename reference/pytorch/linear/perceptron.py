import torch
from torch import nn


class Perceptron(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.linear = nn.Linear(d, 1)

    def forward(self, x):
        return self.linear(x).squeeze(-1)


def build(d):
    return Perceptron(d)


def train(model, x, y, *, learning_rate, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses, mistakes = [], []
    for _ in range(epochs):
        total, wrong = 0.0, 0
        for x_n, y_n in zip(x, y, strict=True):
            optimizer.zero_grad()
            margin = y_n * model(x_n)
            # At a margin of 0 clamp passes the gradient on, as the rule does; relu would not.
            loss = torch.clamp(-margin, min=0)
            loss.backward()
            optimizer.step()
            total += loss.item()
            wrong += margin.item() <= 0
        losses.append(total / len(x))
        mistakes.append(wrong / len(x))
    return dict(loss=losses, mistakes=mistakes)
