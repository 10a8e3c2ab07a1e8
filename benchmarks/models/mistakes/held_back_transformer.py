"""Mistakes in the pair transformer, held back from the diagnosis."""

from benchmarks.models.planted import Planted

MISTAKES = (
    Planted(
        "the heads are cut otherwise",
        (
            (
                "weights += [w.T.reshape(width, heads, -1), b.reshape(heads, -1)]",
                "weights += [w.T.reshape(width, -1, heads).swapaxes(1, 2), b.reshape(-1, heads).T]",
            ),
        ),
        r".*layers\.0\.self_attn.*|.*block1/attention.*|attention",
        "head",
    ),
    Planted(
        "the padding is not masked",
        (
            (
                "self.attention(x, x, attention_mask=mask, training=training)",
                "self.attention(x, x, training=training)",
            ),
        ),
        r".*layers\.0\.self_attn.*|.*block1/attention.*|attention",
        "mask",
    ),
    Planted(
        "GELU by tanh for GELU by erf",
        (
            (
                'layers.Dense(inner, activation="gelu", name="dense1")',
                'layers.Dense(inner, activation=ops.gelu, name="dense1")',
            ),
        ),
        r".*layers\.0\.(linear1|linear2|dropout|activation)|.*block1/dense[12].*|dense[12]|.*gelu.*",
        "tanh|erf|approx",
    ),
    Planted(
        "the words are not multiplied by the root of the width",
        (
            (
                "        x = self.words(ids) * 4.0\n        x = x + self.places",
                "        x = self.words(ids)\n        x = x + self.places",
            ),
        ),
        r"words|places|.*layers\.0\.self_attn.*|.*block1/attention.*|attention|mul.*|add.*",
        r"\*|mul|scale|factor|times",
    ),
    Planted(
        "the mean is taken over the padding too",
        (
            (
                "        x = ops.sum(x * kept, axis=1) / ops.sum(kept, axis=1)",
                "        x = ops.mean(x, axis=1)",
            ),
        ),
        r"head|.*layers\.1\.norm2|.*block2/norm2|norm2|ops\..*|mean.*|sum.*|div.*|mul.*",
        "mean|mask|sum|average|div|mul",
    ),
    Planted(
        "the two normalizations' weights are exchanged",
        (
            ("block.norm1.set_weights([", "block.normX.set_weights(["),
            ("block.norm2.set_weights([", "block.norm1.set_weights(["),
            ("block.normX.set_weights([", "block.norm2.set_weights(["),
        ),
        r".*layers\.0\.norm1|.*block1/norm1|norm1",
        r"exchang|swap|other layer|(weights|numbers|gamma|γ) of|norm2",
    ),
    Planted(
        "the second way around is missing",
        (("        return self.norm2(x + y)\n", "        return self.norm2(y)\n"),),
        r".*layers\.0\.(norm2|linear2|dropout2)|.*block1/(norm2|dense2|dropout.*)|norm2|dense2|add.*",
        r"add|residual|shortcut|sum|skip|\+",
    ),
    Planted(
        "the weights of the two blocks are exchanged",
        (("enumerate((target.block1, target.block2))", "enumerate((target.block2, target.block1))"),),
        r".*layers\.0\.self_attn.*|.*block1/attention.*|attention",
        r"exchang|swap|other layer|(weights|numbers|kernel) of|layers\.1|block2",
    ),
)
