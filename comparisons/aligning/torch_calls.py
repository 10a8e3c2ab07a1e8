"""PyTorch is watched: hooks see modules, and a mode sees all functions between them."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.overrides import TorchFunctionMode

from comparisons.aligning import kinds
from comparisons.aligning.calls import Call, Place, Record, bound
from comparisons.aligning.tensors import Tensors
from comparisons.aligning.trees import leaves, mapped
from comparisons.aligning.words import told, word

#: What only looks at a tensor, and makes none.
_LOOKS = {
    "size",
    "dim",
    "numel",
    "is_floating_point",
    "is_complex",
    "__len__",
    "stride",
    "data_ptr",
    "detach",
}


def to_array(tensor: torch.Tensor) -> np.ndarray:
    """Return a copy of a tensor as an array; of bfloat16, which NumPy has not, in float32."""
    with torch._C.DisableTorchFunction():  # to look is no call of the model
        tensor = tensor.detach().cpu()
        return np.array((tensor.float() if tensor.dtype == torch.bfloat16 else tensor).numpy())


def to_tensor(array: np.ndarray, like: torch.Tensor | None = None) -> torch.Tensor:
    """Return an array as a tensor, of the dtype of another if both hold real numbers, and where that lies."""
    tensor = torch.tensor(np.ascontiguousarray(array))
    if like is not None and tensor.is_floating_point() and like.is_floating_point():
        tensor = tensor.to(like.dtype)
    return tensor if like is None else tensor.to(like.device)


def watch(model: nn.Module, inputs: Sequence[torch.Tensor]) -> tuple[Record, Any]:
    """Run a model as it is used, not trained; return the record of its calls, and what it returned."""
    mode = _Watch(model)
    record = mode.record
    record.inputs, record.given = mode.read(inputs)
    try:
        with at_rest(model), torch.no_grad(), mode:
            returned = model(*inputs)
    finally:
        for hook in mode.hooks:
            hook.remove()
    record.outputs, record.made = mode.read(leaves(returned, torch.Tensor))
    return record, returned


@contextmanager
def at_rest(model: nn.Module) -> Iterator[None]:
    """Within: the model is used, not trained; and attention takes no short cut that hooks do not see."""
    training = [(module, module.training) for module in model.modules()]
    fast = torch.backends.mha.get_fastpath_enabled()
    torch.backends.mha.set_fastpath_enabled(False)
    model.eval()
    try:
        yield
    finally:
        torch.backends.mha.set_fastpath_enabled(fast)
        for module, was in training:
            module.training = was


class _Watch(TorchFunctionMode):
    """Records every call of a layer, and every function outside layers."""

    def __init__(self, model: nn.Module):
        super().__init__()
        self.record, self.depth, self.hooks = Record(), 0, []
        self.tensors = Tensors(to_array, _version)
        for name, module in model.named_modules():
            kind = kinds.of_torch(module)
            alone = not list(module.children()) and not list(module.parameters(recurse=False))
            known = type(module).__module__.startswith("torch.nn") or word(type(module).__name__) == "dropout"
            if kind or (alone and known):
                self.hooks.append(
                    module.register_forward_pre_hook(
                        self._before(name or "the model", kind), with_kwargs=True
                    )
                )
                self.hooks.append(module.register_forward_hook(self._after, with_kwargs=True))

    def read(self, tensors: Sequence[torch.Tensor]) -> tuple[list[np.ndarray], list[Hashable]]:
        """Return what tensors hold, and what tells each from others."""
        return self.tensors.arrays(tensors), self.tensors.keys(tensors)

    def _before(self, name: str, kind: str):
        def hook(module, args, kwargs):
            if self.depth == 0:
                given = leaves([args, kwargs], torch.Tensor)
                settings = {key: value for key, value in vars(module).items() if key[0] != "_"}
                if not kind:
                    settings |= {
                        f"_{n}": each for n, each in enumerate(args) if not leaves(each, torch.Tensor)
                    }
                call = self._call(
                    kind or told(type(module).__name__, settings), name, module, settings, given
                )
                call.layer = bool(kind)
                _again(call, module, args, kwargs)
                self.record.calls.append(call)
            self.depth += 1

        return hook

    def _after(self, module, args, kwargs, returned):
        if self.depth == 1:
            returned = _another(self.record.calls[-1], returned)
            self._finish(self.record.calls[-1], returned)
        self.depth -= 1
        return returned

    def _call(self, kind, name, what, settings, given) -> Call:
        dtype = next(
            (str(each.dtype).split(".")[-1] for each in given if each.is_floating_point()), "float32"
        )
        return Call(kind, name, what, settings, *self.read(given), dtype=dtype)

    def _finish(self, call: Call, returned) -> None:
        call.outputs, call.made = self.read(leaves(returned, torch.Tensor))

    def __torch_function__(self, function, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        name = getattr(function, "__name__", "")
        given = leaves([args, kwargs], torch.Tensor)
        if self.depth or name in _LOOKS or not given:
            return function(*args, **kwargs)
        plain = name.strip("_") if name != "__get__" else "attribute"
        settings = bound(function, args, kwargs, torch.Tensor)
        call = self._call(told(plain, settings), plain, function, settings, given)
        self.depth += 1
        try:
            returned = _another(call, function(*args, **kwargs))
        finally:
            self.depth -= 1
        self._finish(call, returned)
        if call.made:
            if name == "__setitem__":
                call.made = call.made[:1]
            _again(call, function, args, kwargs)
            self.record.calls.append(call)
        elif name == "__setitem__":  # it makes what it was given another
            call.outputs, call.made = self.read(args[:1])
            _again(call, _set, args, kwargs)
            self.record.calls.append(call)
        return returned


def _another(call: Call, returned):
    """Return what a call returned: of a dropout, which hands on what it is given, in another tensor."""
    return returned.clone() if call.kind == "dropout" and isinstance(returned, torch.Tensor) else returned


def _version(tensor: torch.Tensor) -> int:
    with torch._C.DisableTorchFunction():
        return 0 if tensor.is_inference() else tensor._version


def _set(tensor, place, value):
    tensor = tensor.clone()
    tensor[place] = value
    return tensor


def _again(call: Call, function: Callable, args, kwargs) -> None:
    """Let a call know how it is made once more, on other arrays."""
    dtypes = [each.dtype for each in leaves([args, kwargs], torch.Tensor)]
    call.template = mapped([args, kwargs], torch.Tensor, lambda tensor: Place())

    def run(arrays: Sequence[np.ndarray]) -> list[np.ndarray]:
        tensors = [
            torch.tensor(np.ascontiguousarray(array))
            if array.dtype == np.float64
            else to_tensor(array).to(dtype)
            for array, dtype in zip(arrays, dtypes, strict=True)
        ]
        with torch.no_grad():
            return list(map(to_array, leaves(apply(function, call.template, tensors), torch.Tensor)))

    call.run = run


def apply(function: Callable, template: Any, tensors: Sequence[torch.Tensor]) -> Any:
    """Call a function with a call's arguments, and these tensors in the places of its own."""
    left = iter(tensors)
    args, kwargs = mapped(template, Place, lambda place: next(left))
    return function(*args, **kwargs)
