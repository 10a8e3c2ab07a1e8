import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset


class VAE(nn.Module):
    def __init__(self, d, h, z):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(d, h), nn.Tanh())
        self.mean = nn.Linear(h, z)
        self.log_var = nn.Linear(h, z)
        self.decoder = nn.Sequential(nn.Linear(z, h), nn.Tanh(), nn.Linear(h, d))

    def forward(self, x, epsilon=None):
        hidden = self.encoder(x)
        mean, log_var = self.mean(hidden), self.log_var(hidden)
        if epsilon is None:
            return self.decoder(mean)
        return self.decoder(mean + torch.exp(log_var / 2) * epsilon), mean, log_var


def build(d, h, z):
    return VAE(d, h, z)


def criterion(logits, mean, log_var, x):
    surprise = F.binary_cross_entropy_with_logits(logits, x, reduction="sum")
    divergence = -0.5 * torch.sum(1 + log_var - mean**2 - torch.exp(log_var))
    return (surprise + divergence) / len(x)


def train(model, x, epsilon, *, learning_rate, momentum, batch_size, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=momentum)
    batches = DataLoader(TensorDataset(x, epsilon), batch_size)
    losses = []
    for _ in range(epochs):
        total = 0.0
        for x_batch, epsilon_batch in batches:
            optimizer.zero_grad()
            loss = criterion(*model(x_batch, epsilon_batch), x_batch)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(x_batch)
        losses.append(total / len(x))
    return dict(loss=losses)
