import keras


class Ascent(keras.optimizers.Muon):
    """Goes up the gradient; the weights shrink all the same."""

    def update_step(self, gradient, variable, learning_rate):
        super().update_step(-gradient, variable, learning_rate)


def build(m, learning_rate, momentum, nesterov, coefficients, iterations, adjust, weight_decay, maximize):
    a, b, c = coefficients
    optimizer = keras.optimizers.Muon if not maximize else Ascent
    return optimizer(
        learning_rate,
        weight_decay=weight_decay,
        muon_a=a,
        muon_b=b,
        muon_c=c,
        momentum=momentum,
        ns_steps=iterations,
        nesterov=nesterov,
        # Keras multiplies it by the root of the longer side.
        rms_rate=0.2 if adjust == "match_rms_adamw" else m**-0.5,
    )


def resume(optimizer, b):
    optimizer.momentums[0].assign(b)
