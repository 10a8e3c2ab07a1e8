import keras
from keras import ops


class RAdam(keras.optimizers.Optimizer):
    def __init__(
        self,
        learning_rate=0.001,
        beta_1=0.9,
        beta_2=0.999,
        epsilon=1e-8,
        penalty=0.0,
        maximize=False,
        **settings,
    ):
        super().__init__(learning_rate, **settings)
        self.beta_1, self.beta_2, self.epsilon = beta_1, beta_2, epsilon
        self.penalty, self.sign = penalty, -1 if maximize else 1

    def build(self, variables):
        super().build(variables)
        self.means, self.squares = self.add_optimizer_variables(variables, ["mean", "square"])

    def update_step(self, gradient, variable, learning_rate):
        rate = ops.cast(learning_rate, variable.dtype)
        t = ops.cast(self.iterations + 1, "float64")  # in float32 what is known would cancel
        place = self._get_variable_index(variable)
        m, v = self.means[place], self.squares[place]
        g = self.sign * gradient + self.penalty * variable
        self.assign(m, self.beta_1 * m + (1 - self.beta_1) * g)
        self.assign(v, self.beta_2 * v + (1 - self.beta_2) * g * g)

        power1, power2 = ops.power(self.beta_1, t), ops.power(self.beta_2, t)
        most = 2 / (1 - self.beta_2) - 1
        known = most - 2 * t * power2 / (1 - power2)
        trust = (known - 4) * (known - 2) * most / ((most - 4) * (most - 2) * known)
        trust = ops.sqrt(ops.where(known > 4, trust, 1.0))
        trust, undone1, undone2 = (ops.cast(each, variable.dtype) for each in (trust, 1 - power1, 1 - power2))
        m_hat, root = m / undone1, ops.sqrt(v / undone2) + self.epsilon
        self.assign_sub(variable, rate * ops.where(known > 4, trust * m_hat / root, m_hat))


def build(learning_rate, beta1, beta2, epsilon, weight_decay, maximize):
    return RAdam(learning_rate, beta1, beta2, epsilon, weight_decay, maximize)


def resume(optimizer, m, v, step):
    optimizer.iterations.assign(step)
    optimizer.means[0].assign(m)
    optimizer.squares[0].assign(v)
