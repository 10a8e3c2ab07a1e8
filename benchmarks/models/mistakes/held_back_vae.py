"""Mistakes in the pair vae, held back from the diagnosis."""

from benchmarks.models.planted import Planted

MISTAKES = (
    Planted(
        "the order of the reshape is not heeded in the decoder's kernel",
        (
            (
                '    kernel = state["expand.weight"].reshape(12, 4, 3, -1).transpose(3, 1, 2, 0).reshape(-1, 4 * 3 * 12)',
                '    kernel = state["expand.weight"].T',
            ),
            (
                '    bias = state["expand.bias"].reshape(12, 4, 3).transpose(1, 2, 0).reshape(-1)',
                '    bias = state["expand.bias"]',
            ),
        ),
        r"dense|expand|reshape|deconv1|dec1|view",
        "reshape|view|flatten|channel|order",
    ),
    Planted(
        "another slope of the leaky relu",
        (
            (
                "        h = self.conv1(self.pad1(x))\n        h = ops.leaky_relu(h, negative_slope=0.2)",
                "        h = self.conv1(self.pad1(x))\n        h = ops.leaky_relu(h, negative_slope=0.3)",
            ),
        ),
        r"conv1|enc1|conv2|enc2|pad2|.*leaky.*",
        r"slope|0\.3",
    ),
    Planted(
        "the sigmoid is taken twice",
        (("        return self.deconv2(h)", "        return ops.sigmoid(self.deconv2(h))"),),
        r"deconv2|dec2|output.*|.*sigmoid.*",
        "sigmoid",
    ),
    Planted(
        "the logarithm of the variance is not bounded",
        (("ops.clip(self.z_log_var(h), -0.5, 0.5)", "self.z_log_var(h)"),),
        r"z_log_var|logvar|.*clip.*|.*clamp.*|.*output.*",
        "clip|clamp",
    ),
    Planted(
        "selu for elu",
        (('layers.Dense(4 * 3 * 12, activation="elu"', 'layers.Dense(4 * 3 * 12, activation="selu"'),),
        r"dense|expand|reshape|deconv1|dec1|.*elu.*|view",
        "elu",
    ),
    Planted(
        "batch normalization is left in training mode",
        (("        h = self.norm(h, training=training)", "        h = self.norm(h, training=True)"),),
        r"norm|bn",
        "training|batch's|batch statistic|mode",
    ),
    Planted(
        "batch normalization is frozen",
        (
            (
                'layers.BatchNormalization(momentum=0.9, epsilon=1e-5, name="norm")',
                'layers.BatchNormalization(momentum=0.9, epsilon=1e-5, trainable=False, name="norm")',
            ),
        ),
        r"norm|bn",
        "frozen|trainable|requires_grad|trained",
        shows="training",
    ),
)
