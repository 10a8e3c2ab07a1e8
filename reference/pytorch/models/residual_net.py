import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class ResidualNet(nn.Module):
    def __init__(self, e, c, k):
        super().__init__()
        self.stem = nn.Sequential(convolution(e, c), nn.BatchNorm2d(c), nn.ReLU(), nn.AvgPool2d(2))
        self.residual = nn.Sequential(
            convolution(c, c), nn.BatchNorm2d(c), nn.ReLU(), convolution(c, c), nn.BatchNorm2d(c)
        )
        self.head = nn.Sequential(nn.Flatten(), nn.Linear(16 * c, k))

    def forward(self, x):
        h = self.stem(x)
        return self.head(torch.relu(h + self.residual(h)))


def convolution(before, after):
    return nn.Conv2d(before, after, kernel_size=3, padding=1, bias=False)


def build(e, c, k):
    return ResidualNet(e, c, k)


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
