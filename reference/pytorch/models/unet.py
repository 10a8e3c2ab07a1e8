import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class UNet(nn.Module):
    def __init__(self, c, i, j, k):
        super().__init__()
        self.above = nn.Sequential(nn.Conv2d(c, i, kernel_size=3, padding=1), nn.ReLU())
        self.below = nn.Sequential(nn.MaxPool2d(2), nn.Conv2d(i, j, kernel_size=3, padding=1), nn.ReLU())
        self.up = nn.ConvTranspose2d(j, i, kernel_size=2, stride=2)
        self.joined = nn.Sequential(nn.Conv2d(2 * i, i, kernel_size=3, padding=1), nn.ReLU())
        self.head = nn.Conv2d(i, k, kernel_size=1)

    def forward(self, x):
        above = self.above(x)
        up = self.up(self.below(above))
        return self.head(self.joined(torch.cat([above, up], dim=1)))


def build(c, i, j, k):
    return UNet(c, i, j, k)


def train(model, x, y, *, learning_rate, momentum, batch_size, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=momentum)
    criterion = nn.CrossEntropyLoss()
    batches = DataLoader(TensorDataset(x, y), batch_size)
    losses = []
    for _ in range(epochs):
        total = 0.0
        for x_batch, y_batch in batches:
            optimizer.zero_grad()
            loss = criterion(model(x_batch), y_batch)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(x_batch)
        losses.append(total / len(x))
    return dict(loss=losses)
