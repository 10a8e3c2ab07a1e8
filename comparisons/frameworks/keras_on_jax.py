"""Keras on JAX: the model is made a function of its variables, which JAX differentiates and compiles."""

import os
from collections.abc import Callable
from functools import cached_property

from comparisons.frameworks.backend import choose_backend

os.environ.setdefault("JAX_ENABLE_X64", "1")  # else what is asked in float64 is answered in float32
os.environ.setdefault("XLA_PYTHON_CLIENT_PREALLOCATE", "false")  # others compute on the same GPU
choose_backend("jax")

try:
    import jax
except ModuleNotFoundError as error:
    raise ImportError("JAX is not installed: pip install 'triptych[jax]'") from error
import keras

from comparisons.frameworks.keras import Keras
from comparisons.frameworks.promotion import keep_float64

keep_float64()


class KerasOnJax(Keras):
    """Keras on JAX with one question before it."""

    @classmethod
    def devices(cls):
        return ("cpu", "cuda") if any(each.platform == "gpu" for each in jax.devices()) else ("cpu",)

    @classmethod
    def versions(cls):
        return {"keras": keras.__version__, "jax": jax.__version__}

    @classmethod
    def use_threads(cls, number):
        """Do nothing: JAX has a thread for each core that the process may use."""

    @classmethod
    def use_tf32(cls, used):
        jax.config.update("jax_default_matmul_precision", "tensorfloat32" if used else "highest")

    @classmethod
    def wait(cls, device):
        jax.effects_barrier()

    def forward_backward(self):
        of_inputs, of_weights, state = self._real, self._trained_variables, self._other_variables
        values = [each.value for each in of_weights], [each.value for each in state]
        given = [self.inputs[place] for place in of_inputs]
        returned, (some, weights), changed = self._differentiating(given, *values, self.cotangents)
        _assign(state, changed)
        gradients = dict(zip(of_inputs, some, strict=True))
        inputs = [gradients.get(place) for place in range(len(self.inputs))]
        return returned, inputs, dict(zip(self.trained, weights, strict=True))

    @property
    def _trained_variables(self) -> list:
        return getattr(self.model, "trainable_weights", [])

    @property
    def _other_variables(self) -> list:
        return getattr(self.model, "non_trainable_variables", [])

    @property
    def _real(self) -> list[int]:
        """The places of the inputs that have gradients."""
        return [place for place, each in enumerate(self.inputs) if keras.backend.is_float_dtype(each.dtype)]

    def _run(self, some, weights, state):
        """Run the model as a function of its real inputs, weights and state; return what it returns, and its state."""
        inputs = list(self.inputs)
        for place, each in zip(self._real, some, strict=True):
            inputs[place] = each
        mapping = [
            *zip(self._trained_variables, weights, strict=True),
            *zip(self._other_variables, state, strict=True),
        ]
        with keras.StatelessScope(mapping) as scope:
            returned = self.apply(inputs, self.training)
        return returned, [scope.get_current_value(each) for each in self._other_variables]

    @cached_property
    def _differentiating(self) -> Callable:
        def outputs(some, weights, state):
            returned, changed = self._run(some, weights, state)
            named = self.outputs_by_name(returned)
            return {name: named[name] for name in self.cotangents}, (returned, changed)

        def both(some, weights, state, cotangents):
            reached, back, (returned, changed) = jax.vjp(
                lambda *which: outputs(*which, state), some, weights, has_aux=True
            )
            arriving = {name: each.astype(reached[name].dtype) for name, each in cotangents.items()}
            return returned, back(arriving), changed

        return jax.jit(both) if self.mode == "xla" else both

    def in_mode(self, function):
        if self.mode == "eager" or function == self.forward_backward:  # which compiles what it differentiates
            return function
        if function == self.forward:
            run = jax.jit(self._run)
            given = [self.inputs[place] for place in self._real]
            return lambda: run(
                given,
                [each.value for each in self._trained_variables],
                [each.value for each in self._other_variables],
            )[0]
        apply = jax.jit(self.model.stateless_apply)

        def step(gradients):
            """Let the optimizer's variables and the weights go in, and come out changed."""
            state, weights = self.model.variables, self.moved
            values = [each.value for each in state], list(gradients), [each.value for each in weights]
            moved, changed = apply(*values)
            _assign(weights, moved)
            _assign(state, changed)

        return step


def _assign(variables, values) -> None:
    for variable, value in zip(variables, values, strict=True):
        variable.assign(value)
