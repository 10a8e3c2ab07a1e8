r"""The gates of a memory cell, as an LSTM has them, side by side along the last axis.

    i, f, g, o = σ(z_i), σ(z_f), tanh(z_g), σ(z_o)          input, forget, candidate, output
    c = f ⊙ c_before + i ⊙ g
    m = o ⊙ tanh(c)

    σ′(z) = σ(z) (1 − σ(z))        with 1 − σ(z) as σ(−z), which keeps its digits where σ(z) rounds to 1

By what a gradient is multiplied on its way back is settled when all steps have gone forward, so that it is computed for
all of them at once:

    dc = dc + dm ⊙ o ⊙ (1 − tanh² c)
    dz = [dc, dc, dc, dm] ⊙ F           F = [g ⊙ σ′(z_i), c_before ⊙ σ′(z_f), i ⊙ (1 − g²), tanh(c) ⊙ σ′(z_o)]
    dc_before = dc ⊙ f
"""

import numpy as np

from scratch.activations.sigmoid import complement, sigma


def parted(gates):
    """View gates that lie side by side on an axis of their own (… 4 h)."""
    return gates.reshape(*gates.shape[:-1], 4, gates.shape[-1] // 4)


def opened(z):
    """Return i, f, g, o side by side."""
    gates = sigma(z)  # of all four at once, which is faster than of three apart
    np.tanh(parted(z)[..., 2, :], out=parted(gates)[..., 2, :])
    return gates


def factors(z, gates, c_before, tanh_c) -> tuple:
    """Return F, whose gates lie apart (… 4 h), and o ⊙ (1 − tanh² c)."""
    i, _, g, o = np.moveaxis(parted(gates), -2, 0)
    F = parted(gates * complement(z))
    F[..., 0, :] *= g
    F[..., 1, :] *= c_before
    F[..., 2, :] = i * (1 - g**2)
    F[..., 3, :] *= tanh_c
    return F, o * (1 - tanh_c**2)
