import torch
from torch.nn import functional


def attend(Q, K, V, mask=None, key_mask=None, bias=None):
    may = None if mask is None else mask[:, None]
    if key_mask is not None:
        there = key_mask[:, None, None]
        may = there if may is None else may & there
    # The function takes one mask, of yes and no or of numbers that are added: here the first becomes the second.
    if bias is not None:
        may = bias[None] if may is None else bias.masked_fill(~may, -torch.inf)
    return functional.scaled_dot_product_attention(Q, K, V, attn_mask=may)


def build():
    return attend
