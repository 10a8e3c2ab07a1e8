import keras


class LowRankAdaptation(keras.layers.Layer):
    def __init__(self, layer, rank, alpha):
        super().__init__()
        self.layer, self.rank, self.scale = layer, rank, alpha / rank
        layer.trainable = False

    def build(self, shape):
        self.A = self.add_weight((shape[-1], self.rank), initializer="he_uniform", name="lora_kernel_a")
        self.B = self.add_weight((self.rank, self.layer.units), initializer="zeros", name="lora_kernel_b")

    def call(self, x):
        return self.layer(x) + self.scale * (x @ self.A @ self.B)


def build(n, i, k, r, alpha, with_b):
    layer, x = keras.layers.Dense(k, use_bias=with_b), keras.Input((*n[1:], i))
    # enable_lora keeps A and B in float32, whatever the layer computes in.
    if keras.config.floatx() != "float32":
        return keras.Sequential([x, LowRankAdaptation(layer, r, alpha)])
    model = keras.Sequential([x, layer])
    layer.enable_lora(r, lora_alpha=alpha)
    if with_b:
        layer.bias.trainable = False  # enable_lora leaves it to learn
    return model
