"""A lesson whose exercises are functions of a test and not files of the course."""

from types import SimpleNamespace

from course_utils.checks import progress
from course_utils.checks.exercise import Exercise


class MadeUpLesson:
    """Has what tests ask of `checks.lesson.Lesson`: a name, a package, exercises, progress."""

    def __init__(self, name, package="made_up"):
        self.name, self.package, self.exercises = name, package, []

    def exercise(self, **settings):
        """Make an `Exercise` of the decorated check."""

        def make(check):
            module = SimpleNamespace(__name__=check.__name__, __doc__=check.__doc__, check=check)
            self.exercises.append(Exercise(**settings).belong(self.name, module))
            return self.exercises[-1]

        return make

    def progress(self):
        return progress.summary(self.name, self.exercises)
