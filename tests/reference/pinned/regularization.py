"""Defaults of regularization: what the source has that a module names, or common use where it leaves that open."""

PINNED = {
    "l1": dict(lambd=0.01),
    "l2": dict(lambd=0.01),
    "elastic_net": dict(lambd1=0.01, lambd2=0.01),
    "dropout": dict(
        rate=0.5,  # Srivastava et al., section 1: close to optimal for many networks
        training=True,
    ),
    "gaussian_noise": dict(deviation=0.1, training=True),
    "spatial_dropout": dict(rate=0.5, training=True),
    "drop_path": dict(rate=0.1, training=True),
    "max_norm": dict(maximum=2.0),
    "flips_and_crops": dict(padding=4, training=True),
    "mixup": dict(
        alpha=0.2,  # Zhang et al., section 3.1: from 0.1 to 0.4 for ImageNet
        training=True,
    ),
    "cutmix": dict(
        alpha=1.0,  # Yun et al., section 3.1
        training=True,
    ),
    "random_erasing": dict(  # Zhong et al., section 4.2
        probability=0.5,
        smallest=0.02,
        largest=0.4,
        fill=0.0,
        training=True,
    ),
    "early_stopping": dict(
        monitor="val_loss",
        patience=5,
        min_delta=0.0,
        restore_best=True,  # Goodfellow et al., algorithm 7.1
        validation_split=0.25,
        learning_rate=0.1,
        batch_size=32,
        epochs=100,
    ),
    "alpha_dropout": dict(rate=0.5, training=True),
}

KERAS = "that is no penalty; its documentation has 0.01 for both where neither is said"
OTHERS = {
    ("random_erasing", "keras", "largest"): ("0.33", "the paper has 0.4"),
    ("elastic_net", "keras", "lambd1"): ("0.0", KERAS),
    ("elastic_net", "keras", "lambd2"): ("0.0", KERAS),
}

WITHOUT = {
    "pytorch": {
        "l1": ("lambd",),
        "l2": ("lambd",),
        "elastic_net": ("lambd1", "lambd2"),
        "dropout": ("training",),
        "spatial_dropout": ("rate", "training"),
        "drop_path": ("rate", "training"),
        "flips_and_crops": ("padding", "training"),
        "mixup": ("alpha", "training"),
        "cutmix": ("alpha", "training"),
        "random_erasing": ("probability", "smallest", "largest", "fill", "training"),
        "max_norm": ("maximum",),
        "alpha_dropout": ("training",),
        "gaussian_noise": ("deviation", "training"),
    },
    "keras": {
        "dropout": ("rate", "training"),
        "spatial_dropout": ("rate", "training"),
        "alpha_dropout": ("rate", "training"),
        "drop_path": ("rate", "training"),
        "flips_and_crops": ("padding", "training"),
        "mixup": ("training",),
        "cutmix": ("alpha", "training"),
        "random_erasing": ("probability", "fill", "training"),
        "gaussian_noise": ("deviation", "training"),
    },
}
