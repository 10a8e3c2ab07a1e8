import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def build(c, i, j, h, k):
    return nn.Sequential(
        nn.Conv2d(c, i, kernel_size=3, padding=1),
        nn.Tanh(),
        nn.AvgPool2d(2),
        nn.Conv2d(i, j, kernel_size=3, padding=1),
        nn.Tanh(),
        nn.AvgPool2d(2),
        nn.Flatten(),
        nn.Linear(4 * j, h),
        nn.Tanh(),
        nn.Linear(h, k),
    )


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
