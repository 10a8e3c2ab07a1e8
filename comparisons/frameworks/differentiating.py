"""Autograd, asked for the gradients of inputs and weights at once: PyTorch's own models and Keras's on it ask so."""

from collections.abc import Iterable, Mapping, Sequence

import torch


def differentiated(
    outputs: Mapping[str, torch.Tensor],
    cotangents: Mapping[str, torch.Tensor],
    inputs: Sequence[torch.Tensor],
    weights: Iterable[torch.Tensor],
) -> tuple[list[torch.Tensor | None], list[torch.Tensor | None]]:
    """Return the gradients of inputs and of weights, None for what no gradient reaches.

    outputs      what the model returned, by name
    cotangents   what arrives at some of them; one is cast to the dtype of its output
    inputs       those whose gradients are asked for require them
    """
    reached = [name for name in cotangents if outputs[name].requires_grad]
    weights = list(weights)
    sources = [each for each in [*inputs, *weights] if each.requires_grad]
    gradients = iter([None] * len(sources))
    if reached:  # a step function, say, is constant wherever it has a derivative: autograd stops at it
        arriving = [cotangents[name].to(outputs[name].dtype) for name in reached]
        asked = [outputs[name] for name in reached]
        gradients = iter(torch.autograd.grad(asked, sources, arriving, allow_unused=True))
    of_inputs = [next(gradients) if each.requires_grad else None for each in inputs]
    return of_inputs, list(gradients)
