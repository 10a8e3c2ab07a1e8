"""Mistakes in the pair vae, in sight of the diagnosis."""

from benchmarks.models.planted import Planted

MISTAKES = (
    Planted(
        "the flatten's order is not heeded in the kernels of both heads",
        (
            (
                '        kernel = state[f"{name}.weight"].reshape(-1, 12, 4, 3).transpose(2, 3, 1, 0).reshape(4 * 3 * 12, -1)',
                '        kernel = state[f"{name}.weight"].T',
            ),
        ),
        r"z_mean|mu|flatten|z_log_var|logvar",
        "flatten|channel",
    ),
    Planted(
        "'same' where the stride is 2",
        (
            (
                'self.conv1 = layers.Conv2D(6, 3, strides=2, name="conv1")',
                'self.conv1 = layers.Conv2D(6, 3, strides=2, padding="same", name="conv1")',
            ),
            ("self.conv1(self.pad1(x))", "self.conv1(x)"),
        ),
        r"conv1|enc1",
        "pad",
    ),
    Planted(
        "the sigmoid at the end is missing",
        (('padding="same", activation="sigmoid", name="deconv2"', 'padding="same", name="deconv2"'),),
        r"deconv2|dec2|output.*|.*sigmoid.*",
        "sigmoid",
    ),
    Planted(
        "two outputs are exchanged",
        (("        return self.decode(z), mean, log_var", "        return self.decode(z), log_var, mean"),),
        r"z_mean|z_log_var|mu|logvar|.*output.*",
        "output|order|exchang|swap",
    ),
    Planted(
        "the weights of both heads are exchanged",
        (
            (
                "dict(mu=target.z_mean, logvar=target.z_log_var)",
                "dict(mu=target.z_log_var, logvar=target.z_mean)",
            ),
        ),
        r"z_mean|z_log_var|mu|logvar",
        r"exchang|swap|other layer|(weights|numbers|kernel) of",
    ),
    Planted(
        "Keras's own momentum in batch normalization",
        (
            (
                'layers.BatchNormalization(momentum=0.9, epsilon=1e-5, name="norm")',
                'layers.BatchNormalization(epsilon=1e-5, name="norm")',
            ),
        ),
        r"norm|bn",
        "momentum",
        shows="training",
    ),
    Planted(
        "the gradient does not reach the encoder",
        (
            (
                "        h = self.reshape(self.dense(z))",
                "        h = self.reshape(self.dense(ops.stop_gradient(z)))",
            ),
        ),
        r"dense|expand|z_mean|mu|.*stop.*",
        "gradient",
        shows="gradients",
    ),
)
