"""Every right answer that we know is accepted, every wrong one refused with its message, whatever numbers are drawn.

Each is judged with the notebook's inputs and with those of two more seeds, of none where a check builds or trains
networks; ``--draws`` says how many for all. Where a check trains, all but one wrong answer are ``slow``: a right one,
the published solution, is judged by `tests/grading`. Marked ``oldest`` are all right answers and three wrong ones; one
of each kind where a check builds networks, a right one where it trains them. The texts are the same for every Keras.
"""

import ast
import copy
import functools
import math
import re
import sys
from pathlib import Path

import numpy as np
import pytest

from course_utils.checks.answer import here
from course_utils.checks.exercise import judge
from course_utils.checks.learner_side.preserve_state import undisturbed
from course_utils.checks.lesson import lessons
from course_utils.lessons.lesson_01.exercises import _pipelines
from course_utils.lessons.lesson_08b.exercises import _shared
from tests.answers.known import NETWORKS, exercises, folder_of, known, numbered, run, verdict

LESSONS = [*lessons()]
KERAS_OBJECTS = re.compile(r"keras\.(layers|optimizers|random|Sequential)|tf\.(data|random)")  # take a second to build
EXERCISES = [exercise for lesson in LESSONS for exercise in exercises(lesson).values()]


def data(names):
    """Return the learner's own data among these names."""
    kinds = (int, float, str, list, tuple, dict, np.ndarray)
    return {name: thing for name, thing in names.items() if name[:2] != "__" and isinstance(thing, kinds)}


def marked(answer, number):
    """Return the parameter for an answer; `number` of its exercise that are right, or wrong, like it come before."""
    trains = exercises(answer.lesson)[answer.exercise].trains
    networks = trains or answer.exercise in NETWORKS or bool(KERAS_OBJECTS.search(answer.source))
    most = int(answer.right) if trains else 1 if networks else math.inf if answer.right else 3
    marks = {
        "networks": networks,
        "trains": trains,
        "slow": trains and (answer.right or number > 0),
        "oldest": number < most,
    }
    return pytest.param(answer, marks=[getattr(pytest.mark, name) for name, holds in marks.items() if holds])


@pytest.mark.parametrize("answer", [marked(*pair) for pair in numbered()], ids=str)
def test_answer(answer, draws):
    exercise = exercises(answer.lesson)[answer.exercise]
    results = {exercise.notebook_seed: verdict(answer)}
    with undisturbed():
        names = run(answer.source)
    before = copy.deepcopy(data(names))
    for seed in () if exercise.believed else range(draws):
        with undisturbed():
            results[seed] = judge(exercise, here(exercise.name, names[exercise.name]), seed)
    for seed, result in results.items():
        told = f"seed {seed}\n{result}"
        if answer.right:
            assert result.passed, told
        else:
            assert result.status == "not_yet", told
            assert result.points < result.max_points, told
            assert answer.message in str(result), told
    np.testing.assert_equal(data(names), before)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_there_are_enough(exercise):
    answers = known(exercise.lesson, exercise.name)
    assert len({answer.what for answer in answers}) == len(answers), "two answers of the same name"
    assert sum(answer.right for answer in answers) >= 3
    named = getattr(exercise.module, "mistakes", {})  # tests/answers/test_named_mistakes.py tries each of them
    assert len({*named, *(answer.message for answer in answers if not answer.right)}) >= 5


def test_every_file_belongs_to_an_exercise():
    files = {file for lesson in LESSONS for file in folder_of(lesson).glob("*.py")}
    assert files == {folder_of(exercise.lesson) / f"{exercise.name}.py" for exercise in EXERCISES}
    assert {exercise.name for exercise in EXERCISES} >= NETWORKS


@functools.cache
def said(lesson, name):
    """All that wrong answers to an exercise are told, in one text."""
    return "\n".join(str(verdict(answer)) for answer in known(lesson, name) if not answer.right)


def unsaid(patterns, lesson, name):
    """Those of the `patterns` of messages that no wrong answer to the exercises of this name is told.

    Where a check trains, no answer is trained to find out: with the slow ones, `test_answer` sees to it that each gets
    its message.
    """
    if not any(exercises(answer.lesson)[answer.exercise].trains for answer in known(lesson, name)):
        return [pattern for pattern in patterns if not re.search(pattern, said(lesson, name))]
    told = [re.escape(answer.message) for answer in known(lesson, name) if not answer.right]
    return [pattern for pattern in patterns if not any(message in pattern for message in told)]


def messages(tree, parts, shared=None):
    """Patterns of every text that these functions or classes of a module can say of a mistake.

    These are the keys of ``mistakes``, the values of ``errors``, and whatever is given as ``look`` or ``cause``, at
    once or by way of a variable of that name, or of the module `shared`. What an f-string fills in may be anything.
    """
    constants = {target.id: node.value for node in tree.body if isinstance(node, ast.Assign) for target in node.targets}

    def texts(node):
        if isinstance(node, ast.Constant):
            return [re.escape(node.value)] if node.value else []
        if isinstance(node, ast.JoinedStr):
            return ["".join(re.escape(part.value) if isinstance(part, ast.Constant) else ".+?" for part in node.values)]
        if isinstance(node, ast.IfExp):
            return texts(node.body) + texts(node.orelse)
        if isinstance(node, ast.Dict):
            return [text for value in node.values for text in texts(value)]
        if isinstance(node, ast.Subscript):  # {…}[key]
            return texts(node.value)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
            return texts(node.func.value) + [text for default in node.args[1:] for text in texts(default)]
        if isinstance(node, ast.Attribute):  # _shared.CALLED: the value itself
            return [re.escape(value)] if isinstance(value := getattr(shared, node.attr, None), str) else []
        if isinstance(node, ast.Name):  # a variable of the function has its own assignment
            value = getattr(shared, node.id, None)
            return (
                texts(constants[node.id])
                if node.id in constants
                else [re.escape(value)]
                if isinstance(value, str)
                else []
            )
        raise AssertionError(f"line {node.lineno}: a message that this test cannot read: {ast.unparse(node)}")

    found = []
    for node in (node for part in parts for node in ast.walk(part)):
        given = {}
        if isinstance(node, ast.Call):
            given = {keyword.arg: keyword.value for keyword in node.keywords}
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            given = {node.targets[0].id: node.value}
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
            given = {
                target.id: value
                for target, value in zip(node.targets[0].elts, getattr(node.value, "elts", []), strict=False)
                if isinstance(target, ast.Name)
            }
        found += [text for role in ("look", "cause", "errors") if role in given for text in texts(given[role])]
        if isinstance(given.get("mistakes"), ast.Dict):
            found += [text for key in given["mistakes"].keys for text in texts(key)]
    return sorted(set(found))


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_every_message_is_shown_to_somebody(exercise):
    if hasattr(exercise.module, "cases"):
        missing = [
            message for message in exercise.errors.values() if message not in said(exercise.lesson, exercise.name)
        ]
        assert not missing, "nobody is told: " + "; ".join(missing)
        return
    tree = ast.parse(Path(exercise.check.__code__.co_filename).read_text(encoding="utf-8"))
    shared = sys.modules.get(f"{lessons()[exercise.lesson].package}.exercises._shared")
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    others = ast.parse(Path(shared.__file__).read_text(encoding="utf-8")).body if shared else []
    helpers = [node for node in others if isinstance(node, ast.FunctionDef) and node.name in used]
    patterns = messages(tree, [*tree.body, *helpers], shared)
    assert len(patterns) >= (1 if exercise.name.startswith("patient_") else 4)  # patients have most in common: below
    missing = unsaid(patterns, exercise.lesson, exercise.name)
    assert not missing, "nobody is told: " + "; ".join(missing)


def test_every_message_of_all_patients_is_shown_to_somebody():
    lesson = "08b_the_clinic"
    tree = ast.parse(Path(_shared.__file__).read_text(encoding="utf-8"))
    patterns = messages(tree, [node for node in tree.body if isinstance(node, ast.ClassDef)])
    assert len(patterns) >= 8
    missing = unsaid(patterns, lesson, "patient_*")
    assert not missing, "nobody is told: " + "; ".join(missing)


def test_every_reply_of_a_pipeline_is_shown_to_somebody():
    text = said("01_data_preparation", "find_the_leak")
    for _, reply in _pipelines._SOUND:
        assert reply in text


def test_one_pipeline_of_each_case_leaks():
    for case in range(0, 10_000, 37):
        drawn = _pipelines.draw_pipelines(case)
        assert list(drawn) == ["A", "B", "C", "D"]
        assert len({pipeline.lines for pipeline in drawn.values()}) == 4
        [leaking] = [pipeline for pipeline in drawn.values() if pipeline.leaks]
        assert all(1 <= line <= len(leaking.lines) for line in leaking.leaks)
        assert all(bool(pipeline.reply) != bool(pipeline.leaks) for pipeline in drawn.values())


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_believed_values_are_declared_and_cheap(exercise):
    source = Path(exercise.module.__file__).read_text(encoding="utf-8")
    takes_a_value = any(ast.unparse(node) == "answer.value" for node in ast.walk(ast.parse(source)))
    assert takes_a_value == bool(exercise.believed)
    assert not takes_a_value or exercise.points <= 1
