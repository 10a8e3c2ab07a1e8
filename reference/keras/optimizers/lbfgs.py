import math

import keras
from keras import ops


class LBFGS(keras.optimizers.Optimizer):
    """Keeps the pairs of every variable for itself, in matrices that are full of zeros at first."""

    def __init__(self, learning_rate=1.0, history_size=100, penalty=0.0, maximize=False, **settings):
        super().__init__(learning_rate, **settings)
        self.history_size, self.penalty, self.sign = history_size, penalty, -1 if maximize else 1

    def build(self, variables):
        super().build(variables)
        self.kept = [self._nothing(each) for each in variables]

    def _nothing(self, variable):
        size, dtype = math.prod(variable.shape), variable.dtype
        shapes = dict(s=(self.history_size, size), y=(self.history_size, size), g=(size,), p=(size,))
        return {name: self.add_variable(shape, dtype=dtype, name=name) for name, shape in shapes.items()}

    def update_step(self, gradient, variable, learning_rate):
        kept = self.kept[self._get_variable_index(variable)]
        g = ops.reshape(self.sign * gradient + self.penalty * variable, [-1])
        s, y = self._with_newest(*(kept[name].value for name in "syp"), g - kept["g"])
        p = -ops.cast(learning_rate, g.dtype) * self._times_inverse_hessian(g, s, y)
        first = ops.minimum(1 / ops.sum(ops.abs(g)), 1)
        p = ops.where(self.iterations == 0, first * p, p)
        for name, now in dict(s=s, y=y, g=g, p=p).items():
            self.assign(kept[name], now)
        self.assign_add(variable, ops.reshape(p, variable.shape))

    def _with_newest(self, s, y, p, change):
        """Let the newest pair push out the oldest, if it keeps the matrix positive."""
        pushed = (ops.concatenate([old[1:], new[None]]) for old, new in ((s, p), (y, change)))
        counts = ops.sum(p * change) > 1e-10
        return [ops.where(counts, new, old) for new, old in zip(pushed, (s, y), strict=True)]

    def _times_inverse_hessian(self, r, s, y):
        products, alphas = ops.sum(s * y, axis=1), []
        for i in reversed(range(self.history_size)):
            # Where there is no pair yet, 0 / 0 counts as 0.
            alphas.append(ops.divide_no_nan(ops.sum(s[i] * r), products[i]))
            r = r - alphas[-1] * y[i]
        size = ops.sum(y[-1] * y[-1])
        r = ops.where(size > 0, ops.divide_no_nan(products[-1], size), 1.0) * r
        for i in range(self.history_size):
            beta = ops.divide_no_nan(ops.sum(y[i] * r), products[i])
            r = r + (alphas.pop() - beta) * s[i]
        return r


def build(learning_rate, history_size, weight_decay, maximize):
    return LBFGS(learning_rate, history_size, weight_decay, maximize)


def resume(optimizer, s, y, g, p):
    optimizer.iterations.assign(1)  # at 0 the next step would be the first
    kept, pairs = optimizer.kept[0], len(s)
    for name, rows in dict(s=s, y=y).items():
        kept[name].assign(ops.concatenate([kept[name][pairs:], rows]))
    kept["g"].assign(g)
    kept["p"].assign(p)
