"""How often the inputs of a check are drawn again."""

import pytest


@pytest.fixture
def draws(request):
    """Return what ``--draws`` says; else two, and none where a network is built."""
    given = request.config.getoption("draws")
    default = 0 if request.node.get_closest_marker("networks") else 2
    return default if given is None else given
