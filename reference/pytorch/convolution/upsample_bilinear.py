from torch import nn


def build(scale, align_corners):
    return nn.Upsample(scale_factor=scale, mode="bilinear", align_corners=align_corners)
