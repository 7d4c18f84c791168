"""Short ids of tests, whatever their parameters are."""

import pytest

from tests import conftest


@pytest.mark.parametrize("value", ["x" * 10**7, b"\xff\0" * 10**6, 10**400, "\ud800\n" * 99])
def test_a_long_parameter_gives_a_short_part_of_the_id(value, request):
    part = conftest.pytest_make_parametrize_id(request.config, value, "value")
    assert part.endswith("...") and part.isascii() and part.isprintable() and len(part) < conftest.LONGEST_ID
    assert part in request.node.name and len(request.node.nodeid) < conftest.LONGEST_ID


@pytest.mark.parametrize("value", ["x" * conftest.LONGEST_PART, b"short", 3, None, [1] * 1000])
def test_other_parameters_are_left_to_pytest(value, request):
    assert conftest.pytest_make_parametrize_id(request.config, value, "value") is None


def test_a_test_with_a_long_id_is_an_error(request):
    class Item:
        nodeid = "test_it[" + "x" * 1000 + "]"

    with pytest.raises(pytest.UsageError, match=r"1,009 characters; name its ids: test_it\[xxx"):
        conftest.pytest_collection_modifyitems(request.config, [Item])
