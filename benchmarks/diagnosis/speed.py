"""How long does an answer of the judge take? Every committed run is judged, and its processor time noted."""

import statistics
import time

from course_utils.diagnosis import diagnose


def seconds(runs):
    """Seconds of this process for the answer to each run; the first of all, which reads the weights, is not counted.

    Parameters
    ----------
    runs : list of Run
        At least one.

    Returns
    -------
    list of float
    """
    diagnose(runs[0].history)
    found = []
    for run in runs:
        started = time.process_time()
        diagnose(run.history, num_classes=run.classes)
        found.append(time.process_time() - started)
    return found


def said(found):
    """The median and the longest of them, in a line."""
    median, longest = 1000 * statistics.median(found), 1000 * max(found)
    return f"{len(found)} answers: {median:.2f} ms at the median, longest {longest:.2f} ms"
