import keras


class ProjectedCell(keras.layers.LSTMCell):
    """A cell that goes on from a projection of its hidden state: Keras has none ready."""

    def __init__(self, h, r):
        super().__init__(h)
        self.state_size, self.output_size = [r, h], r

    def build(self, shape):
        h, r = self.units, self.output_size
        self.kernel = self.add_weight((shape[-1], 4 * h), name="kernel")
        self.recurrent_kernel = self.add_weight((r, 4 * h), name="recurrent_kernel")
        self.bias = self.add_weight((4 * h,), initializer="zeros", name="bias")
        self.projection = self.add_weight((h, r), name="projection")

    def call(self, x, states, training=False):
        m, (_, c) = super().call(x, states, training)
        h = keras.ops.matmul(m, self.projection)
        return h, [h, c]


def build(i, h, with_h0, r=None):
    x = keras.Input((None, i))
    # An LSTM in Keras starts from both of its states or from none.
    start = [keras.Input((r or h,)), keras.Input((h,))] if with_h0 else []
    states = dict(return_sequences=True, return_state=True)
    lstm = keras.layers.RNN(ProjectedCell(h, r), **states) if r else keras.layers.LSTM(h, **states)
    hidden, _, cell = lstm(x, initial_state=start or None)
    return keras.Model([x, *start], dict(h=hidden, c=cell))
