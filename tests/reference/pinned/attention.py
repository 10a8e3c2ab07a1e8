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
}

WITHOUT = {
    "pytorch": {
        "multi_head": ("heads", "scale", "causal", "need_weights"),
    },
    "keras": {
        "multi_head": ("heads", "scale", "causal", "training", "need_weights"),
    },
}
