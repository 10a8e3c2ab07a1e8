"""What the tests of versions share."""

import pytest

from comparisons.versions import environment
from tests.versions.fake import fake_uv


@pytest.fixture
def uv(tmp_path, monkeypatch):
    """A uv that installs nothing; return what it was asked so far."""
    path, log = fake_uv(tmp_path / "uv")
    monkeypatch.setattr(environment, "_binary", lambda: str(path))
    monkeypatch.setenv("FAKE_UV_LOG", str(log))
    return lambda: log.read_text().splitlines() if log.exists() else []
