"""How stock layers are built and called where one framework wants channels first and the other last."""

import importlib
from functools import partial

import torch

from comparisons.judging.answering import by_name


def images(call, x):
    """Call a layer that wants channels first on images that have them last."""
    return call(torch.tensor(x.numpy().transpose(0, 3, 1, 2))).permute(0, 2, 3, 1)


def steps(call, x):
    """Call one that wants channels first on sequences that have them last."""
    return call(torch.tensor(x.numpy().transpose(0, 2, 1))).permute(0, 2, 1)


def volumes(call, x):
    """Call one that wants channels first on volumes that have them last."""
    return call(torch.tensor(x.numpy().transpose(0, 4, 1, 2, 3))).permute(0, 2, 3, 4, 1)


def referred(name, **sizes):
    """Return what builds the models of a training run: there is no stock one, and the references are stock layers."""
    builds = [
        importlib.import_module(f"reference.{framework}.{name}").build for framework in ("pytorch", "keras")
    ]
    return [partial(build, **by_name(build, sizes)) for build in builds]
