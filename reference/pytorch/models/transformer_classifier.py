import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class TransformerClassifier(nn.Module):
    def __init__(self, i, d, f, m, heads):
        super().__init__()
        self.embedding = nn.Linear(i, d)
        self.block = nn.TransformerEncoderLayer(
            d, nhead=heads, dim_feedforward=f, dropout=0.0, batch_first=True
        )
        self.classes = nn.Linear(d, m)

    def forward(self, x, last):
        h = self.embedding(x)
        h = h + waves(h.shape[1], h.shape[2]).to(h)
        padding = torch.arange(x.shape[1], device=x.device) > last[:, None]
        h = self.block(h, src_key_padding_mask=padding)
        return self.classes(h[torch.arange(len(h), device=x.device), last])


def waves(t, d):
    places = torch.arange(t, dtype=torch.float64)
    even = torch.arange(0, d, 2, dtype=torch.float64)
    angles = places[:, None] * 10_000 ** (-even / d)
    return torch.stack([angles.sin(), angles.cos()], dim=-1).flatten(1)[:, :d]


def build(i, d, f, m, heads):
    return TransformerClassifier(i, d, f, m, heads)


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
