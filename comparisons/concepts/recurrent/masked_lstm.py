"""In the padding PyTorch's pad_packed_sequence puts zeros, a Keras layer repeats what it said before.

Both return as last state that after the last step which a sequence has. PyTorch packs no sequence without a step; in
Keras its state is the one that it started from.
"""

import numpy as np

from comparisons.concepts.initializers.orthogonal import NO_QR
from comparisons.concepts.recurrent.lstm import CANCELS, NO_PRIMITIVE, rounded_lstm
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.recurrent.masked_lstm import masked_lstm


def data(rng, h, n=0, t=0, lengths=(), gaps=False, saturated=0):
    """Draw a mask for sequences of these lengths, or of any; and biases of which each opens or shuts its gate."""
    lengths = np.resize(lengths, n) if lengths else np.append(t, rng.integers(1, t + 1, n))[:n]
    mask = np.arange(t) < lengths[:, None]
    mask = rng.permuted(mask, axis=1) if gaps else mask
    return dict(mask=mask) | (dict(b=rng.choice([-1, 1], 4 * h) * saturated) if saturated else {})


def repeating(*arrays, cancels=True, repeats=True, **named):
    """Fill the padding with what was said before it, if something was."""
    function = rewritten(masked_lstm, lstm=rounded_lstm) if cancels else masked_lstm
    outputs, backward = function(*arrays, **named)
    if not repeats:
        return outputs, backward
    mask = named["mask"]
    every = np.arange(mask.shape[1])
    said = np.maximum.accumulate(
        np.where(mask, every, -1), axis=1
    )  # the last step that said something, −1 if none did
    repeat = (said[..., None] == every).astype(float)  # n t t
    return outputs | dict(y=repeat @ outputs["y"]), lambda dy, dh, dc: backward(
        repeat.swapaxes(1, 2) @ dy, dh, dc
    )


concept = Concept(
    __name__,
    cases=[
        dict(n=4, t=6, i=3, h=5),
        dict(n=2, t=4, i=3, h=2, lengths=(4,)),
        dict(n=3, t=5, i=2, h=4, lengths=(1, 5, 0)),
        dict(n=1, t=1, i=1, h=1, lengths=(1,)),
        dict(n=3, t=7, i=2, h=3, gaps=True),
        dict(n=2, t=3, i=2, h=4, lengths=(3,), saturated=20),
        dict(n=3, t=4, i=2, h=4, lengths=(2, 0, 4), saturated=20),
    ],
    timing=dict(n=32, t=32, i=64, h=128),
    data=data,
    pytorch=dict(W="weight_ih_l0: i k -> k i", U="weight_hh_l0: h k -> k h", b="bias_ih_l0 + bias_hh_l0"),
    keras=dict(W="kernel", U="recurrent_kernel", b="bias"),
    differs=dict(
        pytorch=Differs(rewritten(masked_lstm, lstm=rounded_lstm), CANCELS, rearranged=True),
        keras=Differs(
            repeating,
            CANCELS
            | dict(
                repeats="in the padding a layer repeats what it said before it, unless zero_output_for_mask is set"
            ),
            rearranged=["cancels"],
        ),
    ),
    refuses=NO_PRIMITIVE | NO_QR,
)
