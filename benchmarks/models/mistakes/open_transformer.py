"""Mistakes in the pair transformer, in sight of the diagnosis."""

from benchmarks.models.planted import Planted

MISTAKES = (
    Planted(
        "the thirds of in_proj are read as value, key, query",
        (
            (
                'np.split(state[f"{of}.self_attn.in_proj_weight"], 3)',
                'np.split(state[f"{of}.self_attn.in_proj_weight"], 3)[::-1]',
            ),
            (
                'np.split(state[f"{of}.self_attn.in_proj_bias"], 3)',
                'np.split(state[f"{of}.self_attn.in_proj_bias"], 3)[::-1]',
            ),
        ),
        r".*layers\.0\.self_attn.*|.*block1/attention.*|attention",
        ("query|key|value|third", "order|exchang|swap|read|stand"),
    ),
    Planted(
        "key_dim is the width of all heads",
        (
            (
                "layers.MultiHeadAttention(heads, width // heads, dropout",
                "layers.MultiHeadAttention(heads, width, dropout",
            ),
        ),
        r".*layers\.0\.self_attn.*|.*block1/attention.*|attention",
        "key_dim|head",
        carried=False,
    ),
    Planted(
        "Keras's own ε in layer normalization",
        (
            (
                'layers.LayerNormalization(epsilon=1e-5, name="norm1")',
                'layers.LayerNormalization(name="norm1")',
            ),
        ),
        r".*layers\.0\.norm1|.*block1/norm1|norm1",
        "eps|ε",
    ),
    Planted(
        "normalization before the attention in place of after",
        (
            (
                "        a = self.attention(x, x, attention_mask=mask, training=training)\n        x = self.norm1(x + self.dropout1(a, training=training))\n",
                "        a = self.norm1(x)\n        a = self.attention(a, a, attention_mask=mask, training=training)\n        x = x + self.dropout1(a, training=training)\n",
            ),
            (
                "        y = self.dropout(self.dense1(x), training=training)\n",
                "        y = self.dropout(self.dense1(self.norm2(x)), training=training)\n",
            ),
            ("        return self.norm2(x + y)\n", "        return x + y\n"),
        ),
        r".*layers\.0.*|.*block1.*|norm1|attention|places|words",
        ("norm", "order|before|after|first|takes|input"),
    ),
    Planted(
        "the places are not added",
        (
            ("        x = x + self.places(ops.arange(ids.shape[1]))\n", ""),
            ('    target.places.set_weights([state["places"]])\n', ""),
        ),
        r"words|places|.*layers\.0\.self_attn.*|.*block1/attention.*|attention|mul.*|add.*",
        r"place|position|add|sum|\+",
    ),
    Planted(
        "no dropout on the attention's weights",
        (
            (
                "layers.MultiHeadAttention(heads, width // heads, dropout=rate, name",
                "layers.MultiHeadAttention(heads, width // heads, name",
            ),
        ),
        r".*layers\.0\.self_attn.*|.*block1/attention.*|attention",
        "drop",
        shows="training",
    ),
    Planted(
        "dropout is left on",
        (("self.dropout1(a, training=training)", "self.dropout1(a, training=True)"),),
        r".*layers\.0\.(norm1|dropout1|self_attn.*)|.*block1/(norm1|dropout.*|attention.*)|norm1|attention|dropout.*",
        "drop|training|chance|random",
    ),
    Planted(
        "the output's kernel is not transposed",
        (
            (
                'state[f"{of}.self_attn.out_proj.weight"].T.reshape',
                'state[f"{of}.self_attn.out_proj.weight"].reshape',
            ),
        ),
        r".*layers\.0\.self_attn.*|.*block1/attention.*|attention",
        "transpos",
    ),
)
