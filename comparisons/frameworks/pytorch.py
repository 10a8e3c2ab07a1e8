"""PyTorch answers."""

import os
from collections.abc import Callable
from contextlib import nullcontext
from functools import cache, cached_property, partial
from shutil import which

import numpy as np
import torch
from torch import nn

from comparisons.errors import Lacking
from comparisons.frameworks.framework import Framework
from comparisons.frameworks.with_torch import WithTorch, differentiated

#: Dtypes that NumPy does not have; float32 holds their numbers.
HALVES = (torch.bfloat16, torch.float16)


class PyTorch(WithTorch, Framework):
    """PyTorch with one question before it."""

    name = "pytorch"
    separator = "."
    _is_compiled = False

    @classmethod
    def versions(cls):
        return {"torch": torch.__version__}

    @classmethod
    def place(cls, array, device):
        return torch.tensor(array, device=device)

    def prepare(self):
        torch.set_default_dtype(getattr(torch, self.precision.stored))
        torch.manual_seed(self.question.seed)

    def tensor(self, array):
        tensor = super().tensor(array)
        return tensor.to(getattr(torch, self.precision.stored)) if tensor.is_floating_point() else tensor

    def _mixing(self):
        """Return the context in which the model is called: that of autocast, if the precision is a mixed one.

        Without its cache: that would keep the weights' copies over a whole training, and nothing would be learnt.
        """
        half = self.precision.autocast
        return (
            torch.autocast(self.device, getattr(torch, half), cache_enabled=False) if half else nullcontext()
        )

    def _build(self, **offered):
        model = super()._build(**offered)
        if isinstance(model, nn.Module):
            model = model.to(self.device).train(self.question.settings.get("training", True))
        return model

    def array(self, tensor):
        tensor = tensor.detach().cpu()
        return np.array((tensor.float() if tensor.dtype in HALVES else tensor).numpy())

    def weights(self):
        model = self._plain
        return model.state_dict(keep_vars=True) if isinstance(model, nn.Module) else {}

    def trainable(self):
        return {address: weight for address, weight in self.weights().items() if weight.requires_grad}

    def assign(self, weight, array):
        with torch.no_grad():
            weight.copy_(torch.from_numpy(array))

    def forward(self):
        with torch.no_grad(), self._mixing():
            return self.model(*self.placed(self.inputs))

    @cached_property
    def sources(self):
        """The inputs as leaves of the graph, so that their gradients can be asked for."""
        return [each.detach().clone().requires_grad_(each.is_floating_point()) for each in self.inputs]

    def forward_backward(self):
        with self._mixing():
            returned = self.model(*self.placed(self.sources))
        outputs = self.outputs_by_name(returned)
        of_inputs, of_weights = differentiated(outputs, self.cotangents, self.sources, self.trained.values())
        return returned, of_inputs, dict(zip(self.trained, of_weights, strict=True))

    def train(self, **changed):
        self._compile_model()
        with self._mixing():
            return super().train(**changed)

    def in_mode(self, function):
        self._compile_model()
        return function

    def _compile_model(self) -> None:
        """Compile the model, once, if this mode does."""
        if self.mode == "compile" and not self._is_compiled:
            self._is_compiled = True
            if self.concept.kind == "optimizer":
                self.model.step = compiled(self.model.step, self.device)
            else:  # not model.compile(): that leaves layers of torch.nn as they are, if one of them is the whole model
                self.model = compiled(self.model, self.device)

    @property
    def _plain(self):
        """The model as it was built."""
        return getattr(self.model, "_orig_mod", self.model)

    def _scheduled(self):
        self.model = self.built()
        return self.rates()

    def _measured(self):
        self.model = self.built()
        self.accumulate(self.inputs)
        return self.value()

    def predict(self, inputs):
        self.model.eval()
        with torch.no_grad(), self._mixing():
            return self.model(*inputs)

    def optimizer(self, build: Callable, weights):
        weights = [nn.Parameter(self.tensor(w)) for w in weights]
        return build(parameters=weights), weights

    def step(self, gradients):
        for weight, gradient in zip(self.moved, gradients, strict=True):
            weight.grad = gradient
        self.model.step()

    def set_rate(self, rate):
        for group in self.model.param_groups:
            group["lr"] = rate

    def schedule(self, build):
        self.optimized = torch.optim.SGD([nn.Parameter(torch.zeros(()))], lr=self.question.offered["rate"])
        return build(optimizer=self.optimized)

    def rates(self):
        losses, steps = (self.question.arrays.get(name) for name in ("loss", "step"))
        rates = [self._rate()] if losses is None else []
        for loss in losses if losses is not None else [None] * max(steps, default=0):
            self.optimized.step()
            self.model.step(*[] if loss is None else [float(loss)])
            rates.append(self._rate())
        return rates if losses is not None else [rates[step] for step in steps]

    def _rate(self):
        return self.optimized.param_groups[0]["lr"]

    def accumulate(self, inputs):
        self.model.update(*inputs)

    def value(self):
        return self.model.compute()

    def sample(self):
        return self.model(torch.empty(self.sample_shape, device=self.device))

    def work(self, which):
        if which == "draw":
            return self.sample
        if which == "schedule":
            return self._scheduled
        if which == "measure":
            return self._measured
        if which == "epoch":
            return lambda: self.train(epochs=1)
        if which == "step":
            return partial(self.in_mode(self.step), self.gradients()[0])
        return self.in_mode(self.forward if which == "forward" else self.forward_backward)


def compiled(function: Callable, device: str) -> Callable:
    """Return what ``torch.compile`` makes of a function or a module where nothing was compiled before it.

    Other code of the same function might serve this one too: slower, for any size, or with constants of another
    question; and after eight times it is not compiled at all (docs/compiled.md).
    """
    start_compiler(device)
    torch.compiler.reset()
    return torch.compile(function)


@cache
def start_compiler(device: str) -> None:
    """Let the compiler start: ten seconds, once a process, that no concept's first call should have to answer for.

    Raises Lacking where there is no C++ compiler, of which it makes use on a processor.
    """
    if device == "cpu" and not any(map(which, ("g++", "clang++", os.environ.get("CXX", "g++")))):
        raise Lacking("torch.compile wants a C++ compiler, and finds none: install g++ or clang")
    torch.compile(torch.neg)(torch.zeros(1, device=device))
