"""Keras on PyTorch: autograd differentiates."""

from comparisons.frameworks.backend import choose_backend

choose_backend("torch")

import keras
import torch

from comparisons.frameworks.keras import Keras
from comparisons.frameworks.promotion import keep_float64
from comparisons.frameworks.with_torch import WithTorch, differentiated

keep_float64()


class KerasOnTorch(WithTorch, Keras):
    """Keras on PyTorch with one question before it."""

    @classmethod
    def versions(cls):
        return {"keras": keras.__version__, "torch": torch.__version__}

    def forward(self):
        with torch.no_grad():
            return super().forward()

    def forward_backward(self):
        inputs = [each.detach().clone().requires_grad_(each.is_floating_point()) for each in self.inputs]
        returned = self.apply(inputs, self.training)
        outputs = self.outputs_by_name(returned)
        of_inputs, of_weights = differentiated(outputs, self.cotangents, inputs, self.trained.values())
        return returned, of_inputs, dict(zip(self.trained, of_weights, strict=True))

    def in_mode(self, function):
        return function
