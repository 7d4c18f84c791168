"""The processor time of the judge's answer to every committed run."""

import statistics
import time

from course_utils.diagnosis import diagnose


def seconds(runs):
    """Return the seconds of this process for the answer to each run, after a first one that reads the weights.

    Parameters
    ----------
    runs : list of Run
        At least one.

    Returns
    -------
    list of float
    """
    diagnose(runs[0].history)
    times = []
    for run in runs:
        started = time.process_time()
        diagnose(run.history, num_classes=run.classes)
        times.append(time.process_time() - started)
    return times


def said(times):
    """Format the median and the longest time as a line."""
    median, longest = 1000 * statistics.median(times), 1000 * max(times)
    return f"{len(times)} answers: {median:.2f} ms at the median, longest {longest:.2f} ms"
