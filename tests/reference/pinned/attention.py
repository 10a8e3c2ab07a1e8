"""Defaults of attention: what the source has that a module names, or common use where it leaves that open."""

PINNED = {
    "causal": dict(align="first"),
    "dot_product": dict(scale=None),  # which is the 1/√k of Vaswani et al.
    "grouped_query": dict(
        heads=64,  # T5 XXL, of which Ainslie et al.
        groups=8,  # take 8 groups, section 3.3
        causal=False,
    ),
    "local_window": dict(
        width=257,  # Beltagy et al.: a window of 512 is 256 to either side
        causal=False,
    ),
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
        "causal": ("align",),
        "dot_product": ("scale",),
        "grouped_query": ("heads", "groups", "causal"),
        "local_window": ("width", "causal"),
        "multi_head": ("heads", "scale", "causal", "need_weights"),
        "encoder_block": ("heads", "causal", "activation"),
    },
    "keras": {
        "causal": ("align",),
        "dot_product": ("scale",),
        "grouped_query": ("heads", "groups", "causal"),
        "local_window": ("width",),
        "multi_head": ("heads", "scale", "causal", "training", "need_weights"),
        "encoder_block": ("heads", "causal", "activation", "norm_first", "epsilon"),
    },
}
