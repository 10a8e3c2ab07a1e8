"""Mistakes in the pair gpt, held back from the diagnosis."""

from benchmarks.models.planted import Planted

MISTAKES = (
    Planted(
        "GELU by erf for GELU by tanh",
        (
            (
                "ops.gelu(self.fc(self.ln_2(x)), approximate=True)",
                "ops.gelu(self.fc(self.ln_2(x)), approximate=False)",
            ),
        ),
        r".*h\.0\.(c_fc|c_proj)|.*h0/(fc|fc_proj)|fc|fc_proj|.*gelu.*",
        "tanh|erf|approx",
    ),
    Planted(
        "the scores are divided by the root of all heads' width",
        (("/ math.sqrt(d // self.heads)", "/ math.sqrt(d)"),),
        r".*h\.0\.attn.*|.*h0/attn.*|qkv|proj|.*softmax.*|.*matmul.*|.*div.*",
        "scale|sqrt|root|√|div|factor",
    ),
    Planted(
        "Keras's own ε in the last normalization",
        (
            (
                'self.ln_f = layers.LayerNormalization(epsilon=1e-5, name="ln_f")',
                'self.ln_f = layers.LayerNormalization(name="ln_f")',
            ),
        ),
        r"ln_f",
        "eps|ε",
    ),
    Planted(
        "the heads are cut without bringing them before the steps",
        (
            (
                "ops.transpose(ops.reshape(each, (n, t, self.heads, d // self.heads)), (0, 2, 1, 3))",
                "ops.reshape(each, (n, self.heads, t, d // self.heads))",
            ),
        ),
        r".*h\.0\.attn.*|.*h0/attn.*|qkv|proj|.*reshape.*|.*transpose.*",
        "transpos|reshape|head|permut",
    ),
    Planted(
        "query and key are exchanged",
        (("q, k, v = ops.split(self.qkv(x), 3, axis=-1)", "k, q, v = ops.split(self.qkv(x), 3, axis=-1)"),),
        r".*h\.0\.attn.*|.*h0/attn.*|qkv|proj|.*split.*|.*matmul.*",
        ("quer|key|split|third", "exchang|order|swap|inputs"),
    ),
    Planted(
        "the gradient of the places is stopped",
        (
            (
                "        x = self.wte(ids) + self.wpe(ops.arange(ids.shape[1]))",
                "        x = self.wte(ids) + ops.stop_gradient(self.wpe(ops.arange(ids.shape[1])))",
            ),
        ),
        r"wpe|wte|.*h\.0\.ln_1|.*h0/ln_1|ln_1|add.*|.*stop.*",
        "gradient",
        shows="gradients",
    ),
    Planted(
        "the way around begins behind the normalization",
        (
            (
                "        x = x + self.attn(self.ln_1(x))\n        y = ops.gelu",
                "        x = self.ln_1(x)\n        x = x + self.attn(x)\n        y = ops.gelu",
            ),
        ),
        r".*h\.0\.(ln_1|ln_2|attn.*)|.*h0/(ln_1|ln_2|attn.*)|ln_1|ln_2|proj|add.*",
        r"add|residual|shortcut|sum|skip|\+|ln_1|norm",
    ),
    Planted(
        "a layer computes in half precision",
        (
            (
                'self.fc = layers.Dense(4 * width, name="fc")',
                'self.fc = layers.Dense(4 * width, dtype="float16", name="fc")',
            ),
        ),
        r".*h\.0\.c_fc|.*h0/fc|fc",
        "dtype|float16|half|precision",
    ),
)
