import torch
from torch import nn


class EncoderBlock(nn.Module):
    def __init__(self, d, f, heads, causal, activation, norm_first, epsilon):
        super().__init__()
        self.layer = nn.TransformerEncoderLayer(
            d,
            nhead=heads,
            dim_feedforward=f,
            dropout=0.0,
            activation=activation,
            layer_norm_eps=epsilon,
            batch_first=True,
            norm_first=norm_first,
        )
        self.heads, self.causal = heads, causal

    def forward(self, x, mask=None, key_mask=None):
        # For nn.TransformerEncoderLayer True in a mask means: not this one.
        hidden = None if mask is None else ~mask.repeat_interleave(self.heads, dim=0)
        if self.causal:
            # Here is_causal is a hint alone: the layer wants the mask besides.
            later = torch.ones(x.shape[1], x.shape[1], dtype=torch.bool, device=x.device).triu(1)
            hidden = later if hidden is None else hidden | later
        return self.layer(
            x,
            src_mask=hidden,
            src_key_padding_mask=None if key_mask is None else ~key_mask,
            is_causal=self.causal and mask is None,
        )


def build(d, f, heads, causal, activation, norm_first, epsilon):
    return EncoderBlock(d, f, heads, causal, activation, norm_first, epsilon)
