import keras
from keras import ops


# keras.losses.CTC has the blank 0, counts the labels by their not being 0, and takes all frames.
class CTC:
    def __init__(self, blank, reduction, zero_infinity):
        self.blank, self.reduction, self.zero_infinity = blank, reduction, zero_infinity

    def __call__(self, z, y, frames, labels):
        losses = ops.ctc_loss(y, z, labels, frames, mask_index=self.blank)
        if self.zero_infinity:
            losses = ops.where(ops.isfinite(losses), losses, 0)
        if self.reduction == "none":
            return losses
        return ops.mean(losses) if self.reduction == "mean" else ops.sum(losses)


def build(blank, reduction, zero_infinity, with_frames):
    if not (blank or with_frames or zero_infinity):
        return keras.losses.CTC(reduction=reduction)
    return CTC(blank, reduction, zero_infinity)
