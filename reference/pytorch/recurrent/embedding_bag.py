from torch import nn


class Bag(nn.Module):
    def __init__(self, v, d, mode, padding_idx):
        super().__init__()
        self.bag = nn.EmbeddingBag(v, d, mode=mode, padding_idx=padding_idx)

    def forward(self, ids, w=None):
        return self.bag(ids, per_sample_weights=w)


def build(v, d, mode, padding_idx):
    return Bag(v, d, mode, padding_idx)
