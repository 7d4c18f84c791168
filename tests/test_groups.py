"""Do tests that share something stay with one worker? pytest-xdist says nothing when it does not see their groups."""

import pytest


@pytest.mark.parametrize("number", range(2))
def test_the_group_is_part_of_what_is_sent_to_the_workers(request, number):
    if not hasattr(request.config, "workerinput"):
        pytest.skip("only where tests run side by side")
    assert request.node.nodeid.endswith("@test_groups")
