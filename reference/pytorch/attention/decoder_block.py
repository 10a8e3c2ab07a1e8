from torch import nn


class DecoderBlock(nn.Module):
    def __init__(self, d, f, heads, activation, norm_first, epsilon):
        super().__init__()
        self.layer = nn.TransformerDecoderLayer(
            d,
            nhead=heads,
            dim_feedforward=f,
            dropout=0.0,
            activation=activation,
            layer_norm_eps=epsilon,
            batch_first=True,
            norm_first=norm_first,
        )

    def forward(self, x, context, key_mask=None, context_mask=None):
        # nn.TransformerDecoderLayer sees all positions of x unless it is given a mask.
        later = nn.Transformer.generate_square_subsequent_mask(x.shape[1], device=x.device, dtype=x.dtype)
        return self.layer(
            x,
            context,
            tgt_mask=later < 0,
            # True in a mask means: not this one.
            tgt_key_padding_mask=None if key_mask is None else ~key_mask,
            memory_key_padding_mask=None if context_mask is None else ~context_mask,
            tgt_is_causal=True,
        )


def build(d, f, heads, activation, norm_first, epsilon):
    return DecoderBlock(d, f, heads, activation, norm_first, epsilon)
