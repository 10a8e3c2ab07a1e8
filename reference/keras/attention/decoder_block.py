import keras
from keras import layers


class DecoderBlock(layers.Layer):
    def __init__(self, d, f, heads, activation, norm_first, epsilon):
        super().__init__()
        self.norm_first = norm_first
        self.own = layers.MultiHeadAttention(heads, key_dim=d // heads, name="own")
        self.cross = layers.MultiHeadAttention(heads, key_dim=d // heads, name="cross")
        self.feed_forward = keras.Sequential(
            [layers.Dense(f, activation, name="hidden"), layers.Dense(d, name="output")]
        )
        self.norm_1 = layers.LayerNormalization(epsilon=epsilon, name="norm_1")
        self.norm_2 = layers.LayerNormalization(epsilon=epsilon, name="norm_2")
        self.norm_3 = layers.LayerNormalization(epsilon=epsilon, name="norm_3")

    def call(self, x, context, own_mask=None, context_mask=None):
        if self.norm_first:
            x = x + self.attend(self.own, self.norm_1(x), None, own_mask)
            x = x + self.attend(self.cross, self.norm_2(x), context, context_mask)
            return x + self.feed_forward(self.norm_3(x))
        x = self.norm_1(x + self.attend(self.own, x, None, own_mask))
        x = self.norm_2(x + self.attend(self.cross, x, context, context_mask))
        return self.norm_3(x + self.feed_forward(x))

    def attend(self, attention, x, context, key_mask):
        mask = None if key_mask is None else key_mask[:, None]
        if context is None:
            return attention(x, x, attention_mask=mask, use_causal_mask=True)
        return attention(x, context, attention_mask=mask)


def build(d, f, heads, activation, norm_first, epsilon, with_key_mask, with_context_mask):
    x, context = keras.Input((None, d)), keras.Input((None, d))
    key_mask = keras.Input((None,), dtype="bool") if with_key_mask else None
    context_mask = keras.Input((None,), dtype="bool") if with_context_mask else None
    block = DecoderBlock(d, f, heads, activation, norm_first, epsilon)
    y = block(x, context, own_mask=key_mask, context_mask=context_mask)
    return keras.Model([each for each in (x, context, key_mask, context_mask) if each is not None], y)
