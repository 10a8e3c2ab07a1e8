"""The models that a person names: an object, what builds one, a file of Keras; and weights, read without running code.

``file.py:name`` names a model, or a function or class that builds one when it is called without arguments.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from comparisons.aligning import safetensors
from comparisons.errors import Mistake, one_line
from comparisons.loading import existing, load_object
from comparisons.processes.limited import OutOfTime, limited

#: What aligning takes: both models about so many times over.
COPIES = 2

#: Files of weights that are read without running code in them.
WEIGHTS = (".pt", ".pth", ".bin", ".safetensors")


def torch_model(where: str, state: str = "", seconds: float = 120) -> tuple[Any, Any]:
    """Return a person's PyTorch model, and its optimizer if what builds it returns both, else None.

    where      ``file.py:name`` or ``package.module:name``
    state      a file of weights to load into it: a state dict, or safetensors
    seconds    how long building it may take

    Raises Mistake, one line, if it cannot be found, built or loaded, or is no such model.
    """
    model, optimizer = _made(where, seconds, "PyTorch"), None
    if isinstance(model, tuple) and len(model) == 2 and hasattr(model[1], "param_groups"):
        model, optimizer = model
    torch = sys.modules.get("torch")
    model = getattr(model, "_orig_mod", model)  # what was compiled hides what it is made of
    if torch is None or not isinstance(model, torch.nn.Module):
        raise Mistake(f"{where} gives {_kind(model)}; a PyTorch model is a torch.nn.Module")
    if isinstance(model, torch.jit.ScriptModule):
        raise Mistake(
            f"{where} is TorchScript, which shows nothing of what it does; give the module it was made of"
        )
    if state:
        _load(model, read_state(state), state)
    return model, optimizer


def keras_model(where: str, weights: str = "", seconds: float = 120) -> Any:
    """Return a person's Keras model: ``file.py:name``, or a ``.keras`` file, which is read without running code in it.

    weights    a ``.weights.h5`` file to load into it. The rest, and what is raised, is as of :func:`torch_model`.
    """
    with quietly():
        os.environ.setdefault("KERAS_BACKEND", "tensorflow")
        import keras
    if keras.backend.backend() != "tensorflow":
        raise Mistake(f"Keras runs on {keras.backend.backend()} here; set KERAS_BACKEND=tensorflow")
    model = _read_keras(where) if where.endswith((".keras", ".h5")) else _made(where, seconds, "Keras")
    if isinstance(model, keras.Layer) and not isinstance(model, keras.Model):
        model = keras.Sequential([model])
    if not isinstance(model, keras.Model):
        raise Mistake(f"{where} gives {_kind(model)}; a Keras model is a keras.Model")
    if weights:
        try:
            model.load_weights(_existing(weights))
        except (ValueError, OSError, KeyError) as error:
            raise Mistake(
                f"{weights} does not fit the Keras model: {one_line(error, placed=False)}"
            ) from error
    return model


def batch(where: str) -> list[np.ndarray]:
    """Return a person's inputs, in PyTorch's order: ``file.py:name``, arrays or what makes them, or ``.npz``.

    Raises Mistake, one line, if they cannot be found or are no arrays of numbers.
    """
    from comparisons.aligning.inputs import as_arrays

    if where.endswith((".npz", ".npy")):
        try:
            found = np.load(_existing(where), allow_pickle=False)
            found = [found[name] for name in found.files] if hasattr(found, "files") else found
        except (ValueError, OSError, EOFError) as error:
            raise Mistake(f"{where} cannot be read: {one_line(error, placed=False)}") from error
        return as_arrays(found)
    found = load_object(where)
    if callable(found) and not hasattr(found, "shape"):
        with _within(120, where):
            found = _called(found, where)
    return as_arrays(found)


def read_state(where: str) -> dict[str, np.ndarray]:
    """Return the arrays of a state dict or of safetensors, by name. Code that is pickled in it is refused."""
    path = _existing(where)
    if not where.endswith(WEIGHTS):
        raise Mistake(f"{where} is no file of weights that is known; allowed: {', '.join(WEIGHTS)}")
    if where.endswith(".safetensors"):
        return safetensors.read(path)
    import pickle

    import torch

    from comparisons.aligning.torch_calls import to_array

    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise Mistake(
            f"{where} holds pickled code, which is not run: save model.state_dict() in it ({str(error).split('.')[0]})"
        ) from error
    except (RuntimeError, OSError, EOFError, ValueError) as error:
        raise Mistake(f"{where} cannot be read: {one_line(error, placed=False)}") from error
    if isinstance(state, dict) and isinstance(state.get("state_dict"), dict):
        state = state["state_dict"]
    if not isinstance(state, dict) or not all(isinstance(each, torch.Tensor) for each in state.values()):
        raise Mistake(f"{where} holds {_kind(state)}; a state dict holds tensors by name")
    return {name: to_array(each) for name, each in state.items()}


def demand_memory(torch_model: Any, keras_model: Any) -> None:
    """Raise Mistake if the two models are too large for the memory that is free."""
    import psutil

    size = sum(each.numel() * each.element_size() for each in torch_model.parameters())
    size += sum(int(np.prod(each.shape)) * 4 for each in keras_model.weights)
    free = psutil.virtual_memory().available
    if COPIES * size > free:
        gib = 2**30
        raise Mistake(
            f"the models hold {size / gib:.1f} GiB of weights, and aligning takes {COPIES} times that; "
            f"{free / gib:.1f} GiB of memory are free"
        )


def ready(*wheres: str) -> None:
    """Import both frameworks, once all files that are named are there; a person's file then imports them at once."""
    demand_files(*wheres)
    with quietly():
        os.environ.setdefault("KERAS_BACKEND", "tensorflow")
        import keras  # noqa: F401
        import torch  # noqa: F401


def demand_files(*wheres: str) -> None:
    """Raise Mistake if a file that is named is not there; "" names none."""
    for where in wheres:
        place = where.rpartition(":")[0] or where
        if where and (":" not in where or (place.endswith(".py") and not Path(place).is_file())):
            _existing(where) if where.endswith((*WEIGHTS, ".keras", ".h5", ".npz", ".npy")) else load_object(
                where
            )


@contextmanager
def quietly() -> Iterator[None]:
    """Within, nothing that a library's own code writes on standard error is seen: TensorFlow greets everybody there."""
    sys.stderr.flush()
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _made(where: str, seconds: float, framework: str) -> Any:
    with _within(seconds, where):
        found = load_object(where)
        if isinstance(found, type) or not _is_model(found):
            if not callable(found):
                raise Mistake(
                    f"{where} gives {_kind(found)}; name a {framework} model, or a function that builds one"
                )
            found = _called(found, where)
    return found


def _is_model(found: Any) -> bool:
    return any(each.__name__ in ("Module", "Layer") for each in type(found).__mro__)


def _called(function: Any, where: str) -> Any:
    try:
        return function()
    except Mistake:
        raise
    except MemoryError:
        raise Mistake(f"{where} is too large for this machine's memory") from None
    except (Exception, SystemExit) as error:  # whatever a person's function raises is the line that they read
        raise Mistake(f"{where} cannot be built: {one_line(error)}") from error


@contextmanager
def _within(seconds: float, where: str) -> Iterator[None]:
    """Within: raise Mistake after so many seconds, where the system can; 0 sets no limit."""
    try:
        with limited(seconds):
            yield
    except OutOfTime:
        raise Mistake(f"{where} is not built after {seconds:g} s; --timeout gives it more") from None


def _read_keras(where: str) -> Any:
    import keras

    try:
        return keras.saving.load_model(_existing(where), compile=False, safe_mode=True)
    except (ValueError, OSError, TypeError, KeyError) as error:
        raise Mistake(f"{where} cannot be read: {one_line(error, placed=False)}") from error


def _load(model: Any, state: dict[str, np.ndarray], where: str) -> None:
    import torch

    try:
        model.load_state_dict({name: torch.from_numpy(np.array(each)) for name, each in state.items()})
    except RuntimeError as error:
        raise Mistake(f"{where} does not fit the PyTorch model: {one_line(error, placed=False)}") from error


def _existing(where: str) -> str:
    return str(existing(Path(where)))


def _kind(found: Any) -> str:
    name = found.__name__ if isinstance(found, type) else type(found).__name__
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"
