r"""Orthogonal initialization: a matrix that turns what goes through it, and neither stretches nor shrinks it.

    A ~ normal numbers        A = Q R        W = g Q sign(diag R)

Q alone would not be any rotation as likely as any other: the decomposition prefers signs. With those of R it is.
If W is not square, it has orthonormal columns, or rows, whichever are fewer, times g.

Axes: shape is that of a matrix of i inputs and k outputs, or of a kernel with places before these, which then is a
matrix of places and inputs by outputs. gain is g.

Source: Saxe, McClelland & Ganguli, *Exact solutions to the nonlinear dynamics of learning in deep linear neural
networks*, ICLR 2014, section 3; the signs in Mezzadri, *How to generate random matrices from the classical compact
groups*, Notices of the AMS 54(5), 2007, section 5.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Generator, Sample, Shape


@checked
def orthogonal(rng: Generator, shape: Shape, *, gain=1.0) -> Sample:
    if len(shape) < 2:
        raise ValueError(f"orthogonal: shape is {shape}; allowed are two axes or more, the last is k")
    *inputs, outputs = shape
    A = rng.standard_normal((int(np.prod(inputs)), outputs))
    is_wide = A.shape[0] < A.shape[1]
    Q, R = np.linalg.qr(A.T if is_wide else A)
    Q *= np.sign(np.diag(R))
    return gain * (Q.T if is_wide else Q).reshape(shape)
