"""An answer that is written as a difference gives the whole source, or says loudly that it does not fit."""

import pytest

from tests.answers.known import patched

WHOLE = "import numpy as np\n\n\ndef f(x):\n    y = x\n    return y\n\n\ndef g(x):\n    return y\n"


def test_lines_are_replaced_added_and_removed():
    patch = "#-import numpy as np\n\n#     y = x\n#+    y = y + 1\n#\n\n#-    y = x\n"
    with pytest.raises(AssertionError, match="found 0 times"):  # a blank line follows `return y`, and not `y = x`
        patched(WHOLE, patch, "here")
    patch = "#-import numpy as np\n#-\n#-\n\n#     y = x\n#+    y = y + 1\n#     return y\n\n#-def g(x):\n#+def h(x):\n"
    whole = "def f(x):\n    y = x\n    y = y + 1\n    return y\n\n\ndef h(x):\n    return y\n"
    assert patched(WHOLE, patch, "here") == whole


@pytest.mark.parametrize(
    ("patch", "times"),
    [
        ("#-    return y\n", "2 times"),
        ("#-    return z\n", "0 times"),
        ("#-    return\n", "0 times"),  # only whole lines fit
        ("#+    return z\n", "10 times"),  # a new line needs an old one beside it
    ],
)
def test_a_place_that_is_not_found_once_is_refused(patch, times):
    with pytest.raises(AssertionError, match=f"a file: a cell: .* {times}"):
        patched(WHOLE, patch, "a file: a cell")


def test_code_between_the_lines_of_a_difference_is_refused():
    with pytest.raises(AssertionError, match="must be found once"):
        patched(WHOLE, "#-    y = x\n    y = 2\n", "a cell")
