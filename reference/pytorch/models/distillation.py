import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class Distillation(nn.Module):
    def __init__(self, d, g, h, k):
        super().__init__()
        self.teacher = nn.Sequential(nn.Linear(d, g), nn.ReLU(), nn.Linear(g, k)).requires_grad_(False)
        self.student = nn.Sequential(nn.Linear(d, h), nn.ReLU(), nn.Linear(h, k))

    def forward(self, x):
        return self.student(x)


def build(d, g, h, k):
    return Distillation(d, g, h, k)


def train(model, x, y, *, temperature, share, learning_rate, momentum, batch_size, epochs):
    optimizer = torch.optim.SGD(model.student.parameters(), lr=learning_rate, momentum=momentum)
    criterion = nn.CrossEntropyLoss()
    batches = DataLoader(TensorDataset(x, y), batch_size)
    losses = []
    for _ in range(epochs):
        total = 0.0
        for x_batch, y_batch in batches:
            optimizer.zero_grad()
            z = model(x_batch)
            with torch.no_grad():
                taught = torch.softmax(model.teacher(x_batch) / temperature, dim=1)
            hard, soft = criterion(z, y_batch), criterion(z / temperature, taught)
            loss = (1 - share) * hard + share * temperature**2 * soft
            loss.backward()
            optimizer.step()
            total += loss.item() * len(x_batch)
        losses.append(total / len(x))
    return dict(loss=losses)
