"""Mistakes in the pair lstm, held back from the diagnosis."""

from benchmarks.models.planted import Planted

MISTAKES = (
    Planted(
        "the gates stand in the order i f o g",
        (
            (
                "    for number in (0, 1):\n",
                "\n    def gates(array):\n        i, f, g, o = np.split(array, 4)\n        return np.concatenate([i, f, o, g])\n\n    for number in (0, 1):\n",
            ),
            ('state[f"lstm.weight_ih_l{number}"].T', 'gates(state[f"lstm.weight_ih_l{number}"]).T'),
            ('state[f"lstm.weight_hh_l{number}"].T', 'gates(state[f"lstm.weight_hh_l{number}"]).T'),
            (
                'state[f"lstm.bias_ih_l{number}"] + state[f"lstm.bias_hh_l{number}"],',
                'gates(state[f"lstm.bias_ih_l{number}"] + state[f"lstm.bias_hh_l{number}"]),',
            ),
        ),
        r"lstm_1|lstm.*",
        ("gate|g o|o g", "order|exchang|swap|stand"),
    ),
    Planted(
        "the two layers' weights are exchanged",
        (('target.get_layer(f"lstm_{number + 1}")', 'target.get_layer(f"lstm_{2 - number}")'),),
        r"lstm_1|lstm.*",
        r"exchang|swap|other layer|(weights|kernel|numbers) of|lstm_2|_?l1",
    ),
    Planted(
        "the mean over the steps in place of the last one",
        (
            (
                'layers.LSTM(hidden, name="lstm_2"),',
                'layers.LSTM(hidden, return_sequences=True, name="lstm_2"),\n            layers.GlobalAveragePooling1D(name="mean"),',
            ),
        ),
        r"lstm_2|lstm.*|hidden|fc|mean",
        "last|step|mean|pool|average|-1",
    ),
    Planted(
        "softmax for its logarithm",
        (('activation="log_softmax"', 'activation="softmax"'),),
        r"scores|out|output.*|log_softmax.*",
        "log",
    ),
    Planted(
        "relu in the upper LSTM",
        (('layers.LSTM(hidden, name="lstm_2")', 'layers.LSTM(hidden, activation="relu", name="lstm_2")'),),
        r"lstm_2|lstm.*",
        "activation|relu|tanh",
    ),
    Planted(
        "the words are one row off",
        (('[state["embedding.weight"]]', '[np.roll(state["embedding.weight"], 1, axis=0)]'),),
        r"embedding",
        "row|shift|roll|off by|order|permut",
    ),
    Planted(
        "dropout inside the recurrence in place of between the layers",
        (
            ('            layers.Dropout(0.3, name="dropout"),\n', ""),
            (
                'layers.LSTM(hidden, name="lstm_2")',
                'layers.LSTM(hidden, recurrent_dropout=0.3, name="lstm_2")',
            ),
        ),
        r"dropout|lstm.*",
        "drop",
        shows="training",
    ),
    Planted(
        "the embedding is not copied",
        (('    target.get_layer("embedding").set_weights([state["embedding.weight"]])\n', ""),),
        r"embedding",
        r"not (been )?(copied|ported|carried)|forg|other numbers|initial|none of|missing|fresh|never",
    ),
)
