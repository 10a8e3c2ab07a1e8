from torch.nn import functional
from torch.nn.attention.bias import causal_lower_right


def build(align):
    def attend(Q, K, V):
        if align == "first":
            return functional.scaled_dot_product_attention(Q, K, V, is_causal=True)
        lower_right = causal_lower_right(Q.shape[2], K.shape[2])
        return functional.scaled_dot_product_attention(Q, K, V, attn_mask=lower_right)

    return attend
