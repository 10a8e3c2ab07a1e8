"""Numbers at which functions are most easily wrong: at a kink, beyond all bounds, at infinity."""

import numpy as np


def in_the_tails(
    rng: np.random.Generator, shape: tuple[int, ...], tails: bool = False, extreme: bool = False
) -> dict:
    """Draw x: normal numbers; or with ``tails`` numbers from 8 to 40 of either sign; or ``extreme`` ones."""
    if tails:
        return dict(x=rng.choice([-1, 1], shape) * rng.uniform(8, 40, shape))
    return at_the_kink(rng, shape, extreme) if extreme else {}


def at_the_kink(
    rng: np.random.Generator, shape: tuple[int, ...], extreme: bool = False
) -> dict[str, np.ndarray]:
    """Draw x: normal numbers, of which every fourth is 0; or ``extreme`` ones, infinite, huge, tiny and both zeros."""
    if extreme:
        return dict(x=np.resize([np.inf, -np.inf, 1e30, -1e30, 1e-30, -1e-30, 0.0, -0.0], shape))
    x = np.asarray(rng.standard_normal(shape))
    x.flat[3::4] = 0
    return dict(x=x)
