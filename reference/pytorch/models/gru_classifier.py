import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence
from torch.utils.data import DataLoader, TensorDataset


class GRUClassifier(nn.Module):
    def __init__(self, i, h, k):
        super().__init__()
        self.gru = nn.GRU(i, h, batch_first=True)
        self.output = nn.Linear(h, k)

    def forward(self, x, last):
        # The lengths must lie on the CPU, wherever the sequences are.
        lengths = (last + 1).cpu()
        _, h = self.gru(pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False))
        return self.output(h[0])


def build(i, h, k):
    return GRUClassifier(i, h, k)


def train(model, x, last, y, *, learning_rate, momentum, batch_size, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=momentum)
    criterion = nn.CrossEntropyLoss()
    batches = DataLoader(TensorDataset(x, last, y), batch_size)
    losses = []
    for _ in range(epochs):
        total = 0.0
        for x_batch, last_batch, y_batch in batches:
            optimizer.zero_grad()
            loss = criterion(model(x_batch, last_batch), y_batch)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(x_batch)
        losses.append(total / len(x))
    return dict(loss=losses)
