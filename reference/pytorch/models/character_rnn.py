import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class CharacterRNN(nn.Module):
    def __init__(self, v, d, h):
        super().__init__()
        self.embedding = nn.Embedding(v, d)
        self.lstm = nn.LSTM(d, h, batch_first=True)
        self.output = nn.Linear(h, v)

    def forward(self, x):
        every_h, _ = self.lstm(self.embedding(x))
        return self.output(every_h)


def build(v, d, h):
    return CharacterRNN(v, d, h)


def train(model, x, y, *, learning_rate, momentum, batch_size, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=momentum)
    criterion = nn.CrossEntropyLoss()
    batches = DataLoader(TensorDataset(x, y), batch_size)
    losses = []
    for _ in range(epochs):
        total = 0.0
        for x_batch, y_batch in batches:
            optimizer.zero_grad()
            # nn.CrossEntropyLoss wants the classes on the second axis: letters of all pieces become one row of samples.
            loss = criterion(model(x_batch).flatten(0, 1), y_batch.flatten())
            loss.backward()
            optimizer.step()
            total += loss.item() * len(x_batch)
        losses.append(total / len(x))
    return dict(loss=losses)
