import torch
from torch import nn
from torch.utils.data import DataLoader


class Autoencoder(nn.Module):
    def __init__(self, d, h):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(d, h), nn.Sigmoid())
        self.decoder = nn.Sequential(nn.Linear(h, d), nn.Sigmoid())

    def forward(self, x):
        return self.decoder(self.encoder(x))


def build(d, h):
    return Autoencoder(d, h)


def train(model, x, *, learning_rate, momentum, batch_size, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=momentum)
    criterion = nn.MSELoss()
    batches = DataLoader(x, batch_size)
    losses = []
    for _ in range(epochs):
        total = 0.0
        for x_batch in batches:
            optimizer.zero_grad()
            loss = criterion(model(x_batch), x_batch)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(x_batch)
        losses.append(total / len(x))
    return dict(loss=losses)
