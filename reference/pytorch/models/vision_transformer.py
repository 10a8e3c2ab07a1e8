import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class VisionTransformer(nn.Module):
    def __init__(self, c, p, q, d, l, f, m, heads):
        super().__init__()
        self.patches = nn.Conv2d(c, d, kernel_size=(p, q), stride=(p, q))
        self.positions = nn.Parameter(torch.zeros(l, d))
        self.block = nn.TransformerEncoderLayer(
            d, nhead=heads, dim_feedforward=f, dropout=0.0, batch_first=True, norm_first=True
        )
        self.norm = nn.LayerNorm(d)
        self.classes = nn.Linear(d, m)

    def forward(self, x):
        h = self.patches(x).flatten(2).transpose(1, 2) + self.positions
        return self.classes(self.norm(self.block(h)).mean(dim=1))


def build(c, p, q, d, l, f, m, heads):
    return VisionTransformer(c, p, q, d, l, f, m, heads)


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
