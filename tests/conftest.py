"""Groups of tests that stay together when they run in parallel: those of one exercise, else those of one file."""

import pytest


@pytest.hookimpl(tryfirst=True)  # before the hook of pytest-xdist, which reads the marks
def pytest_collection_modifyitems(config, items):
    """Name the group of each test for ``--dist loadgroup``.

    The answers to an exercise share what judging them once has said (`tests.answers.known.verdict`); the tests of a
    file share fixtures.
    """
    if not config.pluginmanager.hasplugin("xdist"):  # nbgrader's environment has none
        return
    for item in items:
        given = item.callspec.params.values() if hasattr(item, "callspec") else ()
        exercise = next((name for name in map(exercise_of, given) if name), None)
        item.add_marker(pytest.mark.xdist_group(exercise or item.path.stem))


def exercise_of(parameter):
    """Return the name of the exercise that a test's parameter is, or is an answer to; None for anything else."""
    if type(parameter).__name__ == "Known":
        return parameter.exercise
    return parameter.name if type(parameter).__name__ == "Exercise" else None
