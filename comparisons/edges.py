"""Numbers at which functions are most easily wrong: at a kink, beyond all bounds, at infinity."""

import numpy as np


def at_the_kink(
    rng: np.random.Generator, shape: tuple[int, ...], extreme: bool = False
) -> dict[str, np.ndarray]:
    """Draw x: normal numbers, of which every fourth is 0; or ``extreme`` ones, infinite, huge, tiny and both zeros."""
    if extreme:
        return dict(x=np.resize([np.inf, -np.inf, 1e30, -1e30, 1e-30, -1e-30, 0.0, -0.0], shape))
    x = np.asarray(rng.standard_normal(shape))
    x.flat[3::4] = 0
    return dict(x=x)
