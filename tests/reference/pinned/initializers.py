"""Defaults of initializers: what the source has that a module names, or common use where it leaves that open."""

PINNED = {
    "glorot_uniform": dict(gain=1.0),
    "orthogonal": dict(gain=1.0),
}
