import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class LSTMForecaster(nn.Module):
    def __init__(self, i, h):
        super().__init__()
        self.lstm = nn.LSTM(i, h, batch_first=True)
        self.output = nn.Linear(h, i)

    def forward(self, x):
        every_h, _ = self.lstm(x)
        return self.output(every_h[:, -1])


def build(i, h):
    return LSTMForecaster(i, h)


def train(model, x, y, *, learning_rate, momentum, batch_size, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=momentum)
    criterion = nn.MSELoss()
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
