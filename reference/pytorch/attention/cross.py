from torch import nn
from torch.nn import functional


class CrossAttention(nn.Module):
    def __init__(self, d, e, k, v):
        super().__init__()
        self.query = nn.Linear(d, k, bias=False)
        self.key, self.value = nn.Linear(e, k, bias=False), nn.Linear(e, v, bias=False)

    def forward(self, x, context, mask=None):
        Q, K, V = self.query(x), self.key(context), self.value(context)
        return functional.scaled_dot_product_attention(
            Q, K, V, attn_mask=None if mask is None else mask[:, None]
        )


def build(d, e, k, v):
    return CrossAttention(d, e, k, v)
