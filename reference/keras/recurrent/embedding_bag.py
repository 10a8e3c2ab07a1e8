import keras
from keras import ops


def build(v, d, mode, padding_idx, with_w):
    ids = keras.Input((None,), dtype="int32")
    w = keras.Input((None,)) if with_w else None
    rows = keras.layers.Embedding(v, d)(ids)
    # Embedding(mask_zero=True) makes this mask itself, if the padding is 0.
    inside = None if padding_idx is None else ops.not_equal(ids, padding_idx)
    if mode == "mean":
        return keras.Model(ids, keras.layers.GlobalAveragePooling1D()(rows, mask=inside))
    rows = rows if w is None else rows * ops.expand_dims(w, 2)
    if inside is not None:
        rows = ops.where(ops.expand_dims(inside, 2), rows, 0.0 if mode == "sum" else -float("inf"))
    y = ops.sum(rows, axis=1) if mode == "sum" else ops.max(rows, axis=1)
    return keras.Model([ids, w] if with_w else ids, y)
