import keras
from keras import layers


class EncoderBlock(layers.Layer):
    def __init__(self, d, f, heads, causal, activation, norm_first, epsilon):
        super().__init__()
        self.causal, self.norm_first = causal, norm_first
        self.attention = layers.MultiHeadAttention(heads, key_dim=d // heads)
        self.feed_forward = keras.Sequential(
            [layers.Dense(f, activation, name="hidden"), layers.Dense(d, name="output")]
        )
        self.norm_1 = layers.LayerNormalization(epsilon=epsilon, name="norm_1")
        self.norm_2 = layers.LayerNormalization(epsilon=epsilon, name="norm_2")

    def call(self, x, attention_mask=None):
        if self.norm_first:
            x = x + self.attend(self.norm_1(x), attention_mask)
            return x + self.feed_forward(self.norm_2(x))
        x = self.norm_1(x + self.attend(x, attention_mask))
        return self.norm_2(x + self.feed_forward(x))

    def attend(self, x, attention_mask):
        return self.attention(x, x, attention_mask=attention_mask, use_causal_mask=self.causal)


def build(d, f, heads, causal, activation, norm_first, epsilon, with_mask, with_key_mask):
    x = keras.Input((None, d))
    mask = keras.Input((None, None), dtype="bool") if with_mask else None
    key_mask = keras.Input((None,), dtype="bool") if with_key_mask else None
    # For keras.layers.MultiHeadAttention True in a mask means: this one.
    seen = mask
    if with_key_mask:
        seen = keras.ops.logical_and(mask, key_mask[:, None]) if with_mask else key_mask[:, None]
    y = EncoderBlock(d, f, heads, causal, activation, norm_first, epsilon)(x, attention_mask=seen)
    return keras.Model([each for each in (x, mask, key_mask) if each is not None], y)
