"""What a dense layer returns and is then reshaped to an image: its features stand in PyTorch's order, or in Keras's."""

import numpy as np

from comparisons.aligning.calls import Call, Record


def columns(pytorch: Record, theirs: Call, keras: Record, ours: Call) -> np.ndarray | None:
    """Return the order in which Keras's layer must return PyTorch's features, None if it is the same.

    PyTorch reshapes them to (channels, rows, columns), Keras to (rows, columns, channels): a right port reorders the
    kernel's columns and the bias.
    """
    channels_first, channels_last = _image(pytorch, theirs), _image(keras, ours)
    if not channels_first or not channels_last or channels_first == channels_last:
        return None
    channels, *places = channels_first
    if channels_last != (*places, channels):
        return None
    return np.moveaxis(np.arange(np.prod(channels_first)).reshape(channels_first), 0, -1).reshape(-1)


def _image(record: Record, call: Call) -> tuple[int, ...]:
    """Return the shape to which what a layer returns is brought, without the batch; () if it stays as it is."""
    shape, tensor = call.outputs[0].shape, call.made[0]
    for later in record.calls[record.calls.index(call) + 1 :]:
        if tensor not in later.given or not later.outputs:
            continue
        out = later.outputs[0]
        if later.layer or out.size != np.prod(shape):
            return ()
        if out.shape != shape:
            return out.shape[1:]
        tensor = later.made[0]  # an activation
    return ()
