r"""The state of a gated recurrent unit is a mean of what it was and of a candidate; a gate says how much is kept.

h = (1 − z) ⊙ g + z ⊙ h_before          z = σ(z_in), g = tanh(g_in); 1 − z as σ(−z_in), which keeps its digits

dz_in = dh ⊙ (h_before − g) ⊙ z ⊙ (1 − z)        dg_in = dh ⊙ (1 − z) ⊙ (1 − g²)        dh_before = dh ⊙ z
"""

import numpy as np

from scratch.activations.sigmoid import complement, sigma


def mixed(z_in, g_in, h_before) -> tuple:
    """Return h, and the function of dh that returns dz_in, dg_in, and dh_before as far as it comes from the mean."""
    z, not_z, g = sigma(z_in), complement(z_in), np.tanh(g_in)

    def backward(dh):
        dg = dh * not_z
        return dg * (h_before - g) * z, dg * (1 - g**2), dh * z

    return not_z * g + z * h_before, backward
