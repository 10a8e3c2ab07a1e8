"""Mistakes in the pair lstm, in sight of the diagnosis."""

from benchmarks.models.planted import Planted

MISTAKES = (
    Planted(
        "PyTorch's second bias is forgotten",
        (
            (
                'state[f"lstm.bias_ih_l{number}"] + state[f"lstm.bias_hh_l{number}"],',
                'state[f"lstm.bias_ih_l{number}"],',
            ),
        ),
        r"lstm_1|lstm.*",
        "bias",
    ),
    Planted(
        "kernel and recurrent kernel are exchanged",
        (
            ('state[f"lstm.weight_ih_l{number}"].T', 'state[f"lstm.weight_XX_l{number}"].T'),
            ('state[f"lstm.weight_hh_l{number}"].T', 'state[f"lstm.weight_ih_l{number}"].T'),
            ('state[f"lstm.weight_XX_l{number}"].T', 'state[f"lstm.weight_hh_l{number}"].T'),
        ),
        r"lstm_1|lstm.*",
        ("recurrent|weight_hh", "exchang|swap|order"),
    ),
    Planted(
        "Keras masks the word 0, PyTorch does not",
        (("layers.Embedding(words, width, name", "layers.Embedding(words, width, mask_zero=True, name"),),
        r"embedding|lstm_1|lstm.*",
        "mask",
    ),
    Planted(
        "relu for tanh",
        (('layers.Dense(16, activation="tanh"', 'layers.Dense(16, activation="relu"'),),
        r"hidden|fc|out|scores|tanh.*",
        "tanh|relu",
    ),
    Planted(
        "a hard sigmoid in the gates, as Keras 1 had it",
        (
            (
                'return_sequences=True, name="lstm_1"',
                'return_sequences=True, recurrent_activation="hard_sigmoid", name="lstm_1"',
            ),
        ),
        r"lstm_1|lstm.*",
        "hard|recurrent_activation|sigmoid",
    ),
    Planted(
        "the upper LSTM goes backwards",
        (('layers.LSTM(hidden, name="lstm_2")', 'layers.LSTM(hidden, go_backwards=True, name="lstm_2")'),),
        r"lstm_2|lstm.*",
        "backward|revers|direction",
    ),
    Planted(
        "the share that is kept stands where the share that is dropped belongs",
        (("layers.Dropout(0.3", "layers.Dropout(0.7"),),
        r"dropout|lstm.*",
        "drop",
        shows="training",
    ),
    Planted(
        "1 is added to the forget gate's bias, which is in PyTorch's already",
        (
            (
                'state[f"lstm.bias_ih_l{number}"] + state[f"lstm.bias_hh_l{number}"],',
                'state[f"lstm.bias_ih_l{number}"] + state[f"lstm.bias_hh_l{number}"] + np.repeat([0.0, 1.0, 0.0, 0.0], 12),',
            ),
        ),
        r"lstm_1|lstm.*",
        "forget|bias",
    ),
)
