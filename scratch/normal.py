r"""The normal distribution: how much of it lies below x, and its density there.

    Φ(x) = ½ erfc(−x / √2)        φ(x) = e^{−x²/2} / √(2π)

NumPy has no error function. With z ≥ 0, t = 2 / (2 + z), and Chebyshev's polynomials T_k it is written so that no digit
of its tail is lost,

    erfc z = t e^{−z² + Σ_k c_k T_k(2t − 1)}

28 of the c_k are as many as float64 can tell, 13 as float32 can.

Source: Press, Teukolsky, Vetterling & Flannery, *Numerical Recipes*, 3rd edition, 2007, section 6.2.2; the c_k are
those of the polynomial that is right in 64 of Chebyshev's nodes.
"""

import math

import numpy as np
from numpy.polynomial.chebyshev import cheb2poly

CHEBYSHEV = (
    -0.6513268598908547, 0.6419697923564902, 0.019476473204185836, -0.009561514786808632,
    -0.0009465953444820369, 0.00036683949785276145, 4.252332480690777e-05, -2.0278578112534242e-05,
    -1.6242900046470254e-06, 1.3036558355805232e-06, 1.5626441722066142e-08, -8.523809591492654e-08,
    6.5290544390988515e-09, 5.059343495551469e-09, -9.91364156493033e-10, -2.273651222931836e-10,
    9.646791102015527e-11, 2.3940380830391146e-12, -6.886027526497553e-12, 8.944879273090725e-13,
    3.130921399342958e-13, -1.1270822361367252e-13, 3.810905255189232e-16, 7.106097613609237e-15,
    -1.5230282014571043e-15, -9.457494571291233e-17, 1.210237189224279e-16, -2.816663087747177e-17,
)  # fmt: skip

#: The same as powers of 2t − 1, the highest first, in as many terms as a precision can tell.
POWERS = {
    np.dtype(dtype): cheb2poly(CHEBYSHEV[:terms])[::-1].tolist()
    for dtype, terms in (("float64", 28), ("float32", 13))
}


@np.errstate(over="ignore")
def below(x):
    """Return Φ(x), the share of numbers that are less."""
    z = np.abs(x) * math.sqrt(0.5)
    t = 2 / (2 + z)
    s = 2 * t
    s -= 1
    first, second, *others = POWERS[x.dtype]
    exponent = first * s + second
    for power in others:
        exponent *= s
        exponent += power
    z *= z
    exponent -= z
    tail = np.exp(exponent)
    tail *= t
    tail /= 2
    return from_tail(tail, x)


def from_tail(tail, x):
    """Return a share that is its tail where x is negative, and 1 − tail where it is not."""
    above = (x >= 0).astype(tail.dtype)  # 1 or 0: np.where and np.copysign are ten times slower
    share = tail * (1 - 2 * above)
    share += above
    return share


@np.errstate(over="ignore")
def density(x):
    """Return φ(x)."""
    return np.exp(x * x * -0.5) * (1 / math.sqrt(2 * math.pi))
