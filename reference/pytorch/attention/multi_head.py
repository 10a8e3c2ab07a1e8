import torch
from torch import nn
from torch.nn import functional


class Attention(nn.Module):
    def __init__(self, d, e, heads, causal, dropout, need_weights):
        super().__init__()
        self.attention = nn.MultiheadAttention(
            d, num_heads=heads, dropout=dropout, kdim=e, vdim=e, batch_first=True
        )
        self.causal, self.need_weights = causal, need_weights

    def forward(self, x, context=None, mask=None, key_mask=None, bias=None):
        context = x if context is None else context
        # For nn.MultiheadAttention True in a mask means: not this one.
        hidden = later(x, context) if self.causal else None
        if mask is not None:
            each = ~mask.repeat_interleave(self.attention.num_heads, dim=0)
            hidden = each if hidden is None else hidden | each
        padding = None if key_mask is None else ~key_mask
        if bias is not None:
            every = bias.repeat(len(x), 1, 1)
            hidden = every if hidden is None else every.masked_fill(hidden, -torch.inf)
            # nn.MultiheadAttention wants both masks in one dtype.
            padding = None if padding is None else torch.where(padding, -torch.inf, 0.0)
        y, A = self.attention(
            x,
            context,
            context,
            attn_mask=hidden,
            key_padding_mask=padding,
            is_causal=self.causal and mask is None and bias is None,
            need_weights=self.need_weights,
            average_attn_weights=False,
        )
        return dict(y=y, A=A) if self.need_weights else y


# Attention with a scale, or with heads of any size: nn.MultiheadAttention has neither.
class OtherHeads(nn.Module):
    def __init__(self, d, e, q, v, heads, scale, causal, dropout, need_weights):
        super().__init__()
        self.q_proj, self.k_proj, self.v_proj = nn.Linear(d, q), nn.Linear(e, q), nn.Linear(e, v)
        self.out_proj = nn.Linear(v, d)
        self.heads, self.causal, self.dropout, self.need_weights = heads, causal, dropout, need_weights
        self.scale = (q // heads) ** -0.5 if scale is None else scale

    def forward(self, x, context=None, mask=None, key_mask=None, bias=None):
        context = x if context is None else context
        rows = self.q_proj(x), self.k_proj(context), self.v_proj(context)
        Q, K, V = (each.unflatten(2, (self.heads, -1)).transpose(1, 2) for each in rows)
        added = x.new_zeros(1, 1, x.shape[1], context.shape[1]) if bias is None else bias[None]
        if self.causal:
            added = added.masked_fill(later(x, context), -torch.inf)
        if mask is not None:
            added = added.masked_fill(~mask[:, None], -torch.inf)
        if key_mask is not None:
            added = added.masked_fill(~key_mask[:, None, None], -torch.inf)
        if not self.need_weights:
            # The function does not know whether the model trains: it drops in any case.
            rate = self.dropout if self.training else 0.0
            O = functional.scaled_dot_product_attention(
                Q, K, V, attn_mask=added, dropout_p=rate, scale=self.scale
            )
            return self.out_proj(O.transpose(1, 2).flatten(2))
        A = torch.softmax(self.scale * Q @ K.transpose(2, 3) + added, dim=3)
        A = functional.dropout(A, self.dropout, self.training)
        return dict(y=self.out_proj((A @ V).transpose(1, 2).flatten(2)), A=A)


def later(x, context):
    return torch.ones(x.shape[1], context.shape[1], dtype=torch.bool, device=x.device).triu(1)


def build(d, q, v, heads, scale, causal, dropout, need_weights, e=None):
    if q == v == d and scale is None:
        return Attention(d, e, heads, causal, dropout, need_weights)
    return OtherHeads(d, e or d, q, v, heads, scale, causal, dropout, need_weights)
