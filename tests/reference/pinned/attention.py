"""Defaults of attention: what the source has that a module names, or common use where it leaves that open."""

PINNED = {
    "multi_head": dict(
        heads=8,  # Vaswani et al., section 3.2.2
        scale=None,  # which is their 1/√k
        causal=False,
        dropout=0.0,
        training=True,
        need_weights=False,
    ),
    "encoder_block": dict(
        heads=8,  # Vaswani et al., section 3.2.2
        causal=False,
        activation="relu",  # their equation 2
        norm_first=False,  # their section 3.1
        epsilon=1e-5,  # that of PyTorch's normalizations
    ),
}

WITHOUT = {
    "pytorch": {
        "multi_head": ("heads", "scale", "causal", "need_weights"),
        "encoder_block": ("heads", "causal", "activation"),
    },
    "keras": {
        "multi_head": ("heads", "scale", "causal", "training", "need_weights"),
        "encoder_block": ("heads", "causal", "activation", "norm_first", "epsilon"),
    },
}
