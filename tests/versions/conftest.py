"""What the tests of versions share."""

from tests.versions.fake import uv  # noqa: F401  a fixture
