"""Mistakes in the pair gpt, in sight of the diagnosis."""

from benchmarks.models.planted import Planted

MISTAKES = (
    Planted(
        "no causal mask",
        (("        scores = ops.where(allowed, scores, -1e9)\n", ""),),
        r".*h\.0\.attn.*|.*h0/attn.*|qkv|proj|.*softmax.*|.*where.*",
        "causal|mask|tril|future|does where",
    ),
    Planted(
        "the scores are not divided by the root of a head's width",
        (
            (
                "ops.transpose(k, (0, 1, 3, 2))) / math.sqrt(d // self.heads)",
                "ops.transpose(k, (0, 1, 3, 2)))",
            ),
        ),
        r".*h\.0\.attn.*|.*h0/attn.*|qkv|proj|.*softmax.*|.*matmul.*|.*div.*",
        "scale|sqrt|root|√|div|factor",
    ),
    Planted(
        "softmax over the queries",
        (("ops.softmax(scores, axis=-1)", "ops.softmax(scores, axis=-2)"),),
        r".*h\.0\.attn.*|.*h0/attn.*|qkv|proj|.*softmax.*",
        "axis|quer",
    ),
    Planted(
        "the heads are joined without going back to steps first",
        (("ops.reshape(ops.transpose(y, (0, 2, 1, 3)), (n, t, d))", "ops.reshape(y, (n, t, d))"),),
        r".*h\.0\.attn.*|.*h0/attn.*|qkv|proj|.*reshape.*|.*transpose.*",
        "transpos|reshape|head|permut",
    ),
    Planted(
        "the head has weights of its own",
        (
            (
                'self.ln_f = layers.LayerNormalization(epsilon=1e-5, name="ln_f")',
                'self.ln_f = layers.LayerNormalization(epsilon=1e-5, name="ln_f")\n        self.head = layers.Dense(words, use_bias=False, name="head")',
            ),
            (
                "        return ops.matmul(x, ops.transpose(self.wte.embeddings))",
                "        return self.head(x)",
            ),
            (
                "    norm(source.ln_f, target.ln_f)\n",
                "    norm(source.ln_f, target.ln_f)\n    target.head.set_weights([source.wte.weight.detach().numpy().T])\n",
            ),
        ),
        r"head|wte|ln_f|.*matmul.*",
        r"tied|shar|wte|same weight|\bown\b",
        shows="gradients",
    ),
    Planted(
        "each word sees the next one",
        (('ops.tril(ops.ones((t, t), dtype="bool"))', 'ops.tril(ops.ones((t, t), dtype="bool"), k=1)'),),
        r".*h\.0\.attn.*|.*h0/attn.*|qkv|proj|.*softmax.*|.*where.*|.*tril.*",
        "causal|mask|tril|future|diagonal|does where",
    ),
    Planted(
        "normalization after the attention in place of before",
        (
            (
                "        x = x + self.attn(self.ln_1(x))\n        y = ops.gelu",
                "        x = self.ln_1(x + self.attn(x))\n        y = ops.gelu",
            ),
        ),
        r".*h\.0\.(ln_1|attn.*)|.*h0/(ln_1|attn.*)|ln_1|qkv|wte|wpe",
        ("norm|ln_1", "order|before|after|first|takes|input"),
    ),
    Planted(
        "a square kernel is not transposed",
        (
            (
                "        dense(module.attn.c_proj, layer.attn.proj)\n",
                "        layer.attn.proj.set_weights([each.detach().numpy() for each in module.attn.c_proj.parameters()])\n",
            ),
        ),
        r".*h\.0\.attn\.c_proj|.*h0/attn/proj|proj",
        "transpos",
    ),
)
