"""What PyTorch's own models and Keras's on it have in common: devices, threads, and autograd."""

from collections.abc import Iterable, Mapping, Sequence

import torch


class WithTorch:
    """A framework whose tensors are PyTorch's; what its methods do is written at ``Framework``."""

    @classmethod
    def devices(cls):
        return ("cpu", "cuda") if torch.cuda.is_available() else ("cpu",)

    @classmethod
    def use_threads(cls, number):
        torch.set_num_threads(number)

    @classmethod
    def use_tf32(cls, used):
        torch.backends.cuda.matmul.allow_tf32 = used
        torch.backends.cudnn.allow_tf32 = used

    @classmethod
    def wait(cls, device):
        if device == "cuda":
            torch.cuda.synchronize()


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
