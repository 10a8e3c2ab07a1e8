"""The models that a person names: what is found, and what is one line."""

import pickle
import re

import numpy as np
import pytest
import torch
from torch import nn

from comparisons.aligning import models
from comparisons.errors import Mistake

CODE = """
import time
from torch import nn
import keras

def linear():
    return nn.Linear(3, 2)

def raises():
    raise RuntimeError("the data set is missing")

def hangs():
    while True:
        time.sleep(0.01)

def dense():
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])

number = 3
"""


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(CODE)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("raises", "mine.py:raises cannot be built: RuntimeError: the data set is missing"),
        ("dense", "a PyTorch model is a torch.nn.Module"),
        ("number", "mine.py:number gives an int; name a PyTorch model"),
        ("lineer", "unknown name in mine.py: 'lineer'; did you mean linear?"),
    ],
)
def test_what_is_no_model_is_one_line(file, name, says):
    with pytest.raises(Mistake, match=re.escape(says)):
        models.torch_model(f"mine.py:{name}")


def test_what_hangs_is_ended(file):
    with pytest.raises(Mistake, match=r"mine.py:hangs is not built after 0.2 s; --timeout gives it more"):
        models.torch_model("mine.py:linear")
        models.torch_model("mine.py:hangs", seconds=0.2)


def test_a_state_is_read_without_running_what_is_pickled_in_it(file):
    torch.save(nn.Linear(3, 2).state_dict(), "good.pt")
    torch.save(nn.Linear(3, 2), "code.pt")
    model, _ = models.torch_model("mine.py:linear", "good.pt")
    assert np.array_equal(models.read_state("good.pt")["weight"], model.weight.detach().numpy())
    with pytest.raises(Mistake, match=r"code.pt holds pickled code, which is not run"):
        models.read_state("code.pt")
    (file / "text.pt").write_text("no tensors")
    with pytest.raises(Mistake, match=r"text.pt (cannot be read|holds)"):
        models.read_state("text.pt")
    with pytest.raises(Mistake, match=r"good.py is no file|unknown file 'good.py'"):
        models.read_state("good.py")


def test_a_state_that_does_not_fit_is_one_line(file):
    torch.save(nn.Linear(4, 2).state_dict(), "other.pt")
    with pytest.raises(Mistake, match=r"other.pt does not fit the PyTorch model"):
        models.torch_model("mine.py:linear", "other.pt")


def test_inputs_are_read_without_running_what_is_pickled_in_them(file):
    np.savez("batch.npz", x=np.ones((2, 3)), y=np.array([1, 2]))
    assert [each.dtype for each in models.batch("batch.npz")] == ["float32", "int64"]
    np.savez("objects.npz", x=np.array([{}], dtype=object))
    with pytest.raises(Mistake, match=r"objects.npz cannot be read|is"):
        models.batch("objects.npz")
    (file / "broken.npz").write_bytes(pickle.dumps(3))
    with pytest.raises(Mistake, match=r"broken.npz cannot be read"):
        models.batch("broken.npz")


def test_models_too_large_for_the_memory_are_refused():
    large = nn.Linear(2**20, 2**22, device="meta")
    with pytest.raises(Mistake, match="GiB of memory are free"):
        models.demand_memory(large, _empty())


def _empty():
    import keras

    return keras.Sequential([keras.Input((1,))])
