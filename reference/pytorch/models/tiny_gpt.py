import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class TinyGPT(nn.Module):
    def __init__(self, v, l, d, f, heads):
        super().__init__()
        self.letters = nn.Embedding(v, d)
        self.positions = nn.Embedding(l, d)
        self.block = nn.TransformerEncoderLayer(
            d, nhead=heads, dim_feedforward=f, dropout=0.0, batch_first=True, norm_first=True
        )
        self.norm = nn.LayerNorm(d)
        self.output = nn.Linear(d, v)

    def forward(self, x):
        t = x.shape[1]
        h = self.letters(x) + self.positions(torch.arange(t, device=x.device))
        later = nn.Transformer.generate_square_subsequent_mask(t, device=x.device, dtype=h.dtype)
        return self.output(self.norm(self.block(h, src_mask=later, is_causal=True)))


def build(v, l, d, f, heads):
    return TinyGPT(v, l, d, f, heads)


def train(model, x, y, *, learning_rate, momentum, batch_size, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=momentum)
    criterion = nn.CrossEntropyLoss()
    batches = DataLoader(TensorDataset(x, y), batch_size)
    losses = []
    for _ in range(epochs):
        total = 0.0
        for x_batch, y_batch in batches:
            optimizer.zero_grad()
            loss = criterion(model(x_batch).transpose(1, 2), y_batch)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(x_batch)
        losses.append(total / len(x))
    return dict(loss=losses)
