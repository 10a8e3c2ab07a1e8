"""Keras on PyTorch: autograd differentiates."""

from comparisons.frameworks.backend import choose_backend

choose_backend("torch")

import keras
import torch

from comparisons.frameworks.differentiating import differentiated
from comparisons.frameworks.keras import Keras
from comparisons.frameworks.promotion import keep_float64

keep_float64()


class KerasOnTorch(Keras):
    """Keras on PyTorch with one question before it."""

    @classmethod
    def devices(cls):
        return ("cpu", "cuda") if torch.cuda.is_available() else ("cpu",)

    @classmethod
    def versions(cls):
        return {"keras": keras.__version__, "torch": torch.__version__}

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
