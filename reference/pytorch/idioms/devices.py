"""Nothing moves by itself: model and data are on the processor until they are sent elsewhere, both to one device."""

import torch


def run(model, x):
    device = "cuda" if torch.cuda.is_available() else "cpu"
    return model.to(device)(x.to(device))
