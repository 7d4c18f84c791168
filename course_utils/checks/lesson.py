"""The registry of lessons, and the exercises of each."""

import functools
import importlib.util
import json
import pkgutil
from importlib import resources
from typing import Any

from course_utils.checks import progress

LESSONS = "course_utils.lessons"


class Lesson:
    """The exercises of one lesson: ``check.softmax(softmax)`` in a notebook.

    An exercise is a module in the folder ``exercises`` of the lesson, loaded when it is first asked for. Modules whose
    name begins with an underscore are helpers; the functions of ``_shown`` can be called by learners, as in
    ``check.summary(case)``.

    Parameters
    ----------
    name : str
        The name of the lesson's notebooks, "02_sequential_mlp".
    tensorflow : bool
        Whether its solutions or checks use TensorFlow. Where they don't, grading starts without it; a learner's own
        code can import it all the same.
    """

    def __init__(self, name: str, tensorflow: bool = True):
        self.name, self.tensorflow = name, tensorflow
        self.package = f"{LESSONS}.lesson_{name.partition('_')[0]}"
        self._exercises = f"{self.package}.exercises"

    @functools.cached_property
    def exercises(self) -> tuple[Any, ...]:
        """The exercises in the order of the notebook; one that is in no notebook yet comes last."""
        modules = [module.name for module in pkgutil.iter_modules(importlib.import_module(self._exercises).__path__)]
        order = [*solutions(self.name)]
        names = [name for name in order if name in modules]
        names += [name for name in modules if name not in order and not name.startswith("_")]
        return tuple(getattr(self, name) for name in names)

    @functools.cached_property
    def shown(self) -> dict[str, Any]:
        """The functions that learners may call with a number: a dict from name to function."""
        if importlib.util.find_spec(f"{self._exercises}._shown") is None:
            return {}
        module = importlib.import_module(f"{self._exercises}._shown")
        functions = {name: thing for name, thing in vars(module).items() if callable(thing)}
        return {name: thing for name, thing in functions.items() if thing.__module__ == module.__name__}

    def progress(self) -> progress.Progress:
        """Return what is done, and what is next."""
        return progress.summary(self.name, self.exercises, last=self.package.endswith(_packages()[-1]))

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_"):
            if name in self.shown:
                return self.shown[name]
            if importlib.util.find_spec(f"{self._exercises}.{name}"):
                module = importlib.import_module(f"{self._exercises}.{name}")
                self.__dict__[name] = module.exercise.belong(self.name, module)
                return self.__dict__[name]
        raise AttributeError(f"lesson {self.name} has no exercise {name}")

    def __dir__(self) -> list[str]:
        return ["progress", *self.shown, *(exercise.name for exercise in self.exercises)]


def lessons() -> dict[str, "Lesson"]:
    """Return all lessons in order: a dict from "00_welcome" to its `Lesson`."""
    registered = [importlib.import_module(f"{LESSONS}.{name}").check for name in _packages()]
    return {lesson.name: lesson for lesson in registered}


def _packages() -> list[str]:
    """Return the names of the lessons' packages in order, "lesson_00" and so on."""
    package = importlib.import_module(LESSONS)
    return sorted(module.name for module in pkgutil.iter_modules(package.__path__) if module.ispkg)


def solutions(lesson: str) -> dict[str, str]:
    """Return the published solution of each exercise of "02_sequential_mlp", in the order of the notebook.

    The build makes them from ``solutions/``. An unknown lesson has none.
    """
    return _generated(lesson, "solutions.json")


def tasks(lesson: str) -> dict[str, str]:
    """Return a digest of what learners see of each exercise: text, starter and check cell.

    They are in the order of the notebook. An unknown lesson has none.
    """
    return _generated(lesson, "tasks.json")


def _generated(lesson: str, name: str) -> dict[str, str]:
    file = resources.files(LESSONS).joinpath(f"lesson_{lesson.partition('_')[0]}", "exercises", name)
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
