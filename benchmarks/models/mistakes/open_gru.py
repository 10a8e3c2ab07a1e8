"""Mistakes in the pair gru, in sight of the diagnosis."""

from benchmarks.models.planted import Planted

MISTAKES = (
    Planted(
        "the gates stand in PyTorch's order",
        (("        return np.concatenate([z, r, n])", "        return np.concatenate([r, z, n])"),),
        r"gru",
        ("gate|r z|z r", "order|exchang|swap|stand"),
    ),
    Planted(
        "the two biases are exchanged",
        (
            (
                'np.stack([swapped(state["gru.bias_ih_l0"]), swapped(state["gru.bias_hh_l0"])])',
                'np.stack([swapped(state["gru.bias_hh_l0"]), swapped(state["gru.bias_ih_l0"])])',
            ),
        ),
        r"gru",
        "bias",
    ),
    Planted(
        "the two directions are exchanged",
        (('[*lstm("l0"), *lstm("l0_reverse")]', '[*lstm("l0_reverse"), *lstm("l0")]'),),
        r"bilstm|bi",
        "direction|revers|forward|backward",
    ),
    Planted(
        "Keras's own ε in layer normalization",
        (('layers.LayerNormalization(epsilon=1e-5, name="norm")', 'layers.LayerNormalization(name="norm")'),),
        r"norm",
        "eps|ε",
    ),
    Planted(
        "Keras's own slope of the leaky relu",
        (('layers.LeakyReLU(negative_slope=0.1, name="leaky")', 'layers.LeakyReLU(name="leaky")'),),
        r"leaky.*|inp|gru|project",
        r"slope|0\.3",
    ),
    Planted(
        "the way around is missing",
        (('    h = layers.Add(name="residual")([h, y])\n', "    h = y\n"),),
        r"residual|fc|out|add.*",
        r"add|residual|shortcut|sum|skip|\+",
    ),
    Planted(
        "dropout acts on the way around too",
        (
            (
                '    y = layers.Dropout(0.25, name="dropout")(h)\n',
                '    h = y = layers.Dropout(0.25, name="dropout")(h)\n',
            ),
        ),
        r"drop|dropout|norm|fc|residual|add.*",
        "drop",
        shows="training",
    ),
    Planted(
        "PyTorch's first bias is forgotten in both directions",
        (
            (
                'bias = state[f"bi.bias_ih_{suffix}"] + state[f"bi.bias_hh_{suffix}"]',
                'bias = state[f"bi.bias_hh_{suffix}"]',
            ),
        ),
        r"bilstm|bi",
        "bias",
    ),
)
