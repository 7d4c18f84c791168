"""The summary of a network drawn from a case number, which `check.summary(case)` shows a learner."""

from course_utils.lessons.lesson_00.exercises import _shared


def summary(case):
    """Return the summary of a network drawn from a number of your choice, as text.

    Parameters
    ----------
    case : int
        Any whole number from 0 to 9999; each one gives a different network.

    Returns
    -------
    str
        A table: layer, output shape (None stands for the batch), number of parameters.
    """
    height, hidden, outputs, dropouts = _shared.network(case)
    rows = [("flatten (Flatten)", height * height, 0)]
    for number, (units, dropout) in enumerate(zip([*hidden, outputs], [*dropouts, False], strict=True)):
        rows.append((f"dense{f'_{number}' if number else ''} (Dense)", units, (rows[-1][1] + 1) * units))
        if dropout:
            rows.append(("dropout (Dropout)", units, 0))
    lines = [f"{'Layer (type)':<20} {'Output Shape':<16} {'Param #':>9}", "-" * 47]
    lines += [f"{name:<20} {f'(None, {units})':<16} {parameters:>9,}" for name, units, parameters in rows]
    return "\n".join([*lines, "-" * 47, f"Total params: {sum(parameters for *_, parameters in rows):,}"])
