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
    "decoder_block": dict(
        heads=8,  # Vaswani et al., section 3.2.2
        activation="relu",  # their equation 2
        norm_first=False,  # their section 3.1
        epsilon=1e-5,  # that of PyTorch's normalizations
    ),
    "sinusoidal_positions": dict(base=10_000.0),  # Vaswani et al., section 3.5
    "rotary_positions": dict(
        pairs="neighbours",  # Su et al., equations 15 and 34
        base=10_000.0,  # their section 3.2.2
        first=0,
    ),
    "alibi": dict(causal=True),  # Press et al., section 3
    "mixture_of_experts": dict(
        top=2,  # common use; Shazeer et al. take 4, and Switch 1
        over="chosen",  # Shazeer et al., equation 3
    ),
}

OTHERS = {
    ("alibi", "keras", "causal"): ("False", "attention in general; of ALiBi the paper has models that write"),
}

WITHOUT = {
    "pytorch": {
        "causal": ("align",),
        "dot_product": ("scale",),
        "grouped_query": ("heads", "groups", "causal"),
        "local_window": ("width", "causal"),
        "multi_head": ("heads", "scale", "causal", "need_weights"),
        "encoder_block": ("heads", "causal", "activation"),
        "decoder_block": ("heads", "activation"),
        "sinusoidal_positions": ("base",),
        "rotary_positions": ("pairs", "base", "first"),
        "alibi": ("causal",),
        "mixture_of_experts": ("top", "over"),
    },
    "keras": {
        "causal": ("align",),
        "dot_product": ("scale",),
        "grouped_query": ("heads", "groups", "causal"),
        "local_window": ("width",),
        "multi_head": ("heads", "scale", "causal", "training", "need_weights"),
        "encoder_block": ("heads", "causal", "activation", "norm_first", "epsilon"),
        "decoder_block": ("heads", "activation", "norm_first", "epsilon"),
        "sinusoidal_positions": ("base",),
        "rotary_positions": ("pairs", "base", "first"),
        "mixture_of_experts": ("top", "over"),
    },
}
