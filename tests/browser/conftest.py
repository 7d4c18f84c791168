"""A browser for the tests of a module; `tests/hub` has the same one."""

import pytest

from tests.browser.lab import chromium


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened
