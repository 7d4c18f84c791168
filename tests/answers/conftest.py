"""How often the inputs of a check are drawn again."""

import pytest


@pytest.fixture
def draws(request):
    """Return a function from the usual number to the one for this test.

    The number is what ``--draws`` says; without it, the usual one, and none where a network is built.
    """
    given = request.config.getoption("draws")
    networks = request.node.get_closest_marker("networks")
    return lambda usual: (0 if networks else usual) if given is None else given
