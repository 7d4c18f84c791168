"""How a check's answer looks: the card for one `Result`."""

from course_utils.display import Card


def card(result):
    """The card for one `Result` of a check."""
    name = result.exercise
    points = f"{_number(result.points)} of {_number(result.max_points)} point{'s' if result.max_points != 1 else ''}"
    titles = {
        "passed": f"{name}: passed, {points}",
        "not_yet": f"{name}: not yet" + (f", {points}" if result.points else ""),
        "not_attempted": f"{name}: not attempted yet",
        "check_failed": f"{name}: the check itself failed",
    }
    parts = [
        ("Tried", result.tried),
        ("You returned", result.got),
        ("Expected", result.expected),
        ("Your code raised", result.raised),
        (f"Line {result.line} of your code", result.code),
        ("Likely cause", result.cause),
        ("Next" if result.status == "not_attempted" else "Where to look", "" if result.cause else result.look),
        *(("While it ran, Python warned", warning) for warning in result.warnings),
        *(("Note", note) for note in result.notes),
    ]
    return Card(result.status, titles[result.status], tuple(parts))


def _number(value):
    return f"{value:.2f}".rstrip("0").rstrip(".")
