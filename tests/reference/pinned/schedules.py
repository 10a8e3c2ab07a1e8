"""Defaults of schedules: what the source has that a module names, or common use where it leaves that open."""

PINNED = {
    "cosine_decay": dict(steps=1000, floor=0.0),
    "reduce_on_plateau": dict(factor=0.1, patience=10, threshold=0.0001, cooldown=0, floor=0.0),
}

NOWHERE = {("cosine_decay", "steps")}
