import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class SkipGram(nn.Module):
    def __init__(self, v, d):
        super().__init__()
        self.embedding = nn.Embedding(v, d)
        self.context = nn.Embedding(v, d)

    def forward(self, x, words):
        return (self.embedding(x) * self.context(words)).sum(-1)


def build(v, d):
    return SkipGram(v, d)


def train(model, x, words, y, *, learning_rate, momentum, batch_size, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=momentum)
    criterion = nn.BCEWithLogitsLoss()
    batches = DataLoader(TensorDataset(x, words, y), batch_size)
    losses = []
    for _ in range(epochs):
        total = 0.0
        for x_batch, words_batch, y_batch in batches:
            optimizer.zero_grad()
            loss = criterion(model(x_batch, words_batch), y_batch)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(x_batch)
        losses.append(total / len(x))
    return dict(loss=losses)
