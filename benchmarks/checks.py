"""The time that a learner waits for a check, compared with the tenth of a second that feels instant.

    python -m benchmarks.checks [--lesson 02]

Every right answer that we know is checked twice, the first time so that TensorFlow has loaded and traced. Prints the
slowest right answer to each exercise, in seconds and in tenths of a second; those that train come last.
"""

import argparse
import importlib
import statistics
import sys

from course_utils.checks.answer import here
from course_utils.checks.exercise import judge
from course_utils.checks.learner_side.preserve_state import undisturbed
from course_utils.checks.lesson import lessons
from tests.answers.known import exercises, known, run

AT_ONCE = 0.1  # seconds; Nielsen, Usability Engineering (1993), section 5.5


def seconds(exercise):
    """Yield the seconds that the check takes for each right answer."""
    for answer in known(exercise.lesson, exercise.name):
        if answer.right:
            with undisturbed():
                obj = run(answer.source)[exercise.name]
                judge(exercise, here(exercise.name, obj), 0)
                yield judge(exercise, here(exercise.name, obj), 1).seconds


def main(arguments=None):
    """Measure all lessons, or one, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.checks", description=__doc__.splitlines()[0])
    parser.add_argument("--lesson", default="", help="two digits, as in 02; else all lessons")
    chosen = parser.parse_args(arguments).lesson
    chosen_lessons = [name for name in sorted(lessons()) if name.startswith(chosen)]
    if not chosen_lessons:
        parser.error(f"no lesson begins with {chosen}; there are {', '.join(sorted(lessons()))}")
    importlib.import_module("tensorflow").constant(1)
    slowest_times = [
        (exercise, max(seconds(exercise))) for lesson in chosen_lessons for exercise in exercises(lesson).values()
    ]
    for exercise, slowest in sorted(slowest_times, key=lambda pair: (pair[0].trains, pair[1])):
        trains = ", trains" if exercise.trains else ""
        print(f"{exercise.lesson[:2]} {exercise.name:<24} {slowest:7.3f} s {slowest / AT_ONCE:7.2f} times{trains}")
    median = statistics.median(slowest for exercise, slowest in slowest_times if not exercise.trains)
    print(f"median of those that do not train: {median:.4f} s, {median / AT_ONCE:.3f} times a tenth of a second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
