from torch import nn
from torch.nn import functional


class GroupedQueryAttention(nn.Module):
    def __init__(self, d, q, p, heads, groups, causal, bias):
        super().__init__()
        self.q_proj = nn.Linear(d, q, bias=bias)
        self.k_proj, self.v_proj = nn.Linear(d, p, bias=bias), nn.Linear(d, p, bias=bias)
        self.o_proj = nn.Linear(q, d, bias=bias)
        self.heads, self.groups, self.causal = heads, groups, causal

    def forward(self, x):
        Q = self.q_proj(x).unflatten(2, (self.heads, -1)).transpose(1, 2)
        K = self.k_proj(x).unflatten(2, (self.groups, -1)).transpose(1, 2)
        V = self.v_proj(x).unflatten(2, (self.groups, -1)).transpose(1, 2)
        O = functional.scaled_dot_product_attention(Q, K, V, is_causal=self.causal, enable_gqa=True)
        return self.o_proj(O.transpose(1, 2).flatten(2))


def build(d, q, p, heads, groups, causal, with_b_q):
    return GroupedQueryAttention(d, q, p, heads, groups, causal, with_b_q)
