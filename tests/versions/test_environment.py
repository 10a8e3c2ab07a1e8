"""An environment is resolved, made once and whole, and runs this project's code; what uv says is a line."""

import subprocess

import pytest

from comparisons.errors import Mistake
from comparisons.versions import environment
from comparisons.versions.environment import Environment, Unresolved, gigabytes, reason, requirements, slug


def test_panels_that_are_not_asked_are_not_required(monkeypatch):
    monkeypatch.setattr(environment, "installed", lambda package: f"installed-{package}")
    keras = requirements(dict(keras="3.12.*"), ["scratch", "keras"])
    names = {each.partition("==")[0].partition(">")[0].partition("<")[0] for each in keras}
    assert {"numpy", "keras", "pandas"} <= names and not names & {"torch", "pytest"}
    assert "keras==3.12.*" in keras and "numpy==installed-numpy" in keras
    tensorflow = [each for each in keras if each.startswith("tensorflow") and "installed" in each]
    assert tensorflow and all("; " in each for each in tensorflow), (
        "which of its names is the machine's to say"
    )
    assert any(each.startswith("torch==2.9") for each in requirements(dict(torch="2.9"), ["pytorch"]))
    assert not any(each.startswith("keras") for each in requirements(dict(torch="2.9"), ["pytorch"]))


def test_other_versions_are_another_folder_and_the_same_are_the_same(tmp_path):
    one, other = (Environment.of(dict(numpy=each), ["scratch"], tmp_path) for each in ("2.1", "2.2"))
    assert one.folder != other.folder and one.folder.name.startswith("numpy-2.1-")
    assert Environment.of(dict(numpy="2.1"), ["scratch"], tmp_path).folder == one.folder
    assert Environment.of(dict(numpy="2.1"), ["scratch", "keras"], tmp_path).folder != one.folder
    assert slug(dict(keras="3.12.*", torch="2.9+cpu")) == "keras-3.12.x-torch-2.9xcpu"


def test_it_is_made_once_whole_and_not_at_all_if_that_fails(uv, tmp_path):
    good = Environment.of(dict(numpy="2.1"), ["scratch"], tmp_path / "cache")
    assert not good.is_there and "numpy==2.1" in good.resolve()
    good.make(good.resolve())
    assert good.is_there and uv() == ["pip compile", "pip compile", uv()[2], "pip install"]
    bad = Environment.of(dict(numpy="2.8"), ["scratch"], tmp_path / "cache")
    with pytest.raises(Unresolved, match="Failed to fetch: numpy: the disk is full"):
        bad.make(bad.resolve())
    assert not bad.is_there and [*(tmp_path / "cache").iterdir()] == [good.folder]


def test_what_uv_says_is_its_reason_in_a_line(uv, tmp_path):
    with pytest.raises(Unresolved) as error:
        Environment.of(dict(numpy="2.9"), ["scratch"], tmp_path).resolve()
    said = (
        "No solution found when resolving dependencies: Because there is no version of numpy==2.9, it is so."
    )
    assert str(error.value) == said
    newer = (
        "Using Python 3.11\nerror: No solution found\n  cause: Because you require\n      more\n\nhint: no"
    )
    assert reason(newer) == "No solution found: Because you require more"


def test_pytorch_with_cuda_is_told_by_what_it_brings():
    assert (
        gigabytes(["numpy==2.4"])
        < gigabytes(["torch==2.9"])
        < gigabytes(["torch==2.9", "nvidia-nccl-cu13==2"])
    )


def test_without_uv_a_line_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "uv", None)
    monkeypatch.setattr(environment.shutil, "which", lambda name: None)
    environment._binary.cache_clear()
    with pytest.raises(Mistake, match="uv is not installed, which makes the environments: pip install uv"):
        environment._binary()


def test_the_real_uv_makes_an_environment_that_runs_this_code(tmp_path, monkeypatch):
    pytest.importorskip("uv")
    environment._binary.cache_clear()
    monkeypatch.setenv("UV_OFFLINE", "1")
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "uv"))
    bare = Environment(dict(numpy="2.1"), (), tmp_path / "cache" / "bare")
    bare.make(bare.resolve())
    code = "import importlib.util as u, comparisons.errors as e; print(e.__file__, u.find_spec('numpy'))"
    done = subprocess.run(
        [bare.python, "-P", "-c", code], capture_output=True, text=True, cwd=tmp_path, env={}
    )
    assert done.stdout.split() == [str(bare.folder / done.stdout.partition("bare/")[2].split()[0]), "None"], (
        done
    )
    with pytest.raises(Unresolved, match="numpy"):
        Environment(dict(numpy="2.1"), ("numpy==2.1",), tmp_path / "cache" / "other").resolve()
