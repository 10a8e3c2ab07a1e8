import keras
from keras import ops


class MixtureOfExperts(keras.layers.Layer):
    def __init__(self, e, f, top, over):
        super().__init__()
        self.e, self.f, self.top, self.over = e, f, top, over
        self.gate = keras.layers.Dense(e, use_bias=False, name="gate")

    def build(self, shape):
        e, f, d = self.e, self.f, shape[-1]
        self.gate.build(shape)
        self.W_1 = self.add_weight((e, d, f), name="W_1")
        self.b_1 = self.add_weight((e, f), initializer="zeros", name="b_1")
        self.W_2 = self.add_weight((e, f, d), name="W_2")
        self.b_2 = self.add_weight((e, d), initializer="zeros", name="b_2")

    def call(self, x):
        z = self.gate(x)
        # Not top_k: on torch it takes any of equals, where argsort takes the first.
        chosen = ops.argsort(-z)[..., : self.top]
        best, of_all = (ops.take_along_axis(each, chosen, axis=-1) for each in (z, ops.softmax(z)))
        weights = ops.softmax(best) if self.over == "chosen" else of_all
        gates = ops.sum(ops.one_hot(chosen, self.e, dtype=x.dtype) * weights[..., None], axis=-2)
        hidden = ops.relu(ops.einsum("ntd,edf->ntef", x, self.W_1) + self.b_1)
        each = ops.einsum("ntef,efd->nted", hidden, self.W_2) + self.b_2
        return ops.einsum("nte,nted->ntd", gates, each)


def build(d, e, f, top, over):
    return keras.Sequential([keras.Input((None, d)), MixtureOfExperts(e, f, top, over)])
