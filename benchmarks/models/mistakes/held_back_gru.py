"""Mistakes in the pair gru, held back from the diagnosis."""

from benchmarks.models.planted import Planted

MISTAKES = (
    Planted(
        "the reset gate acts before the product",
        (
            (
                'layers.GRU(8, return_sequences=True, name="gru")',
                'layers.GRU(8, return_sequences=True, reset_after=False, name="gru")',
            ),
            (
                '            np.stack([swapped(state["gru.bias_ih_l0"]), swapped(state["gru.bias_hh_l0"])]),',
                '            swapped(state["gru.bias_ih_l0"] + state["gru.bias_hh_l0"]),',
            ),
        ),
        r"gru",
        "reset",
    ),
    Planted(
        "both biases are summed in the first row",
        (
            (
                'np.stack([swapped(state["gru.bias_ih_l0"]), swapped(state["gru.bias_hh_l0"])])',
                'np.stack([swapped(state["gru.bias_ih_l0"] + state["gru.bias_hh_l0"]), np.zeros_like(state["gru.bias_hh_l0"])])',
            ),
        ),
        r"gru",
        "bias",
    ),
    Planted(
        "the last step of the sequence, which for the backward direction is its first",
        (
            (
                'x = layers.Bidirectional(layers.LSTM(7), name="bilstm")(x)',
                'x = layers.Bidirectional(layers.LSTM(7, return_sequences=True), name="bilstm")(x)[:, -1]',
            ),
        ),
        r"bilstm|bi|norm|.*item.*",
        "last|step|backward|state|sequence|-1",
    ),
    Planted(
        "γ and β of the layer normalization are exchanged",
        (('[state["norm.weight"], state["norm.bias"]]', '[state["norm.bias"], state["norm.weight"]]'),),
        r"norm",
        ("gamma|γ", "beta|β"),
    ),
    Planted(
        "relu for softplus",
        (('layers.Dense(14, activation="softplus"', 'layers.Dense(14, activation="relu"'),),
        r"fc|residual|out|softplus.*",
        "softplus|relu",
    ),
    Planted(
        "a square kernel is not transposed",
        (('[state["fc.weight"].T, state["fc.bias"]]', '[state["fc.weight"], state["fc.bias"]]'),),
        r"fc",
        "transpos",
    ),
    Planted(
        "the GRU goes backwards",
        (
            (
                'layers.GRU(8, return_sequences=True, name="gru")',
                'layers.GRU(8, return_sequences=True, go_backwards=True, name="gru")',
            ),
        ),
        r"gru",
        "backward|revers|direction",
    ),
    Planted(
        "the recurrent kernel's gates alone stand in PyTorch's order",
        (('swapped(state["gru.weight_hh_l0"]).T', 'state["gru.weight_hh_l0"].T'),),
        r"gru",
        ("gate|r z|z r", "order|exchang|swap|stand"),
    ),
)
