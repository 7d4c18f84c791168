"""Tests that share something stay with one worker: pytest-xdist says nothing when it does not see their groups."""

import pytest


def test_the_group_is_part_of_what_is_sent_to_the_workers(request):
    if not getattr(request.config.option, "loadgroup", False):
        pytest.skip("only in a worker of --dist loadgroup")
    assert request.node.nodeid.endswith("@test_groups")
