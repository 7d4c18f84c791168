"""The calls that a check may make to an answer, run in the learner's process on plain data.

The functions of this file are all that a check may ask of an answer. Each takes the learner's object first. None
knows an expected value, so nothing here is worth stealing, and nothing that they report is believed for its own
sake: a check compares values on inputs drawn just now. `serve` answers one request, in the notebook and in the
grader alike.
"""

import builtins
import difflib
import functools
import getpass
import importlib
import inspect
import linecache
import logging
import re
import site
import sys
import sysconfig
import types
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from course_utils.checks.learner_side.export_model import ModelError, export, rebuild
from course_utils.checks.learner_side.preserve_state import keras_defaults, undisturbed
from course_utils.checks.learner_side.serialize import PlainError, pack, unpack


class WrongKind(Exception):
    """The answer is not the kind of thing that was asked for; told in one sentence."""


def with_more(call: Callable) -> Callable:
    """Mark a call that gives what the learner's function returned, and something else after it."""
    call.gives_more = True  # type: ignore[attr-defined]
    return call


def gives_more(call: Callable) -> bool:
    """Return whether a call is marked by `with_more`."""
    return getattr(call, "gives_more", False)


def value(answer: Any) -> Any:
    """Return the answer itself: a number, a choice, an array, a dictionary."""
    return answer


def call(answer: Any, *args: Any, **kwargs: Any) -> Any:
    """Return what the learner's function returns."""
    return function_of(answer)(*args, **kwargs)


@with_more
def call_and_arguments(answer: Any, *args: Any) -> tuple[Any, list]:
    """Return what the learner's function returns, and its arguments as they are afterwards (was one changed?)."""
    return function_of(answer)(*args), list(args)


@with_more
def sample(answer: Any, args: list, seeds: list[int]) -> list:
    """Return what a random function gives for each of `seeds`: as its `seed`, its `rng`, or as NumPy's global seed."""
    function = function_of(answer)
    names = {parameter.name for parameter in _parameters(function)}
    results = []
    for seed in seeds:
        fresh = unpack(pack(args))  # the second call must not see what the first one did to its arguments
        if "seed" in names:
            results.append(function(*fresh, seed=seed))
        elif "rng" in names:
            results.append(function(*fresh, rng=np.random.default_rng(seed)))
        else:
            np.random.seed(seed)
            results.append(function(*fresh))
    return results


def model(answer: Any, *args: Any, seed: int = 0) -> dict:
    """Return the model that the learner's function returns, as data; its weights are drawn from `seed`."""
    with undisturbed(seed):
        return export(function_of(answer)(*args))


def fitted(answer: Any, args: list, x: np.ndarray, y: np.ndarray, epochs: int, batch_size: int, seed: int = 0) -> dict:
    """Return the compiled model that the learner's function returns, as data, after `fit` with these examples."""
    with undisturbed(seed):
        network = function_of(answer)(*args)
        export(network)  # what cannot be checked is not trained
        network.fit(x, y, epochs=epochs, batch_size=batch_size, verbose=0)
        return export(network)


def with_model(answer: Any, exported: dict, *args: Any, seed: int = 0) -> Any:
    """Return what the learner's ``function(model, *args)`` gives for a rebuilt model, compiled if it was."""
    import keras  # noqa: F401 - only what is loaded is seeded

    with undisturbed(seed):
        return function_of(answer)(rebuild_compiled(exported), *args)


@with_more
def weights_after(answer: Any, exported: dict, *args: Any, seed: int = 0) -> tuple[Any, list[np.ndarray]]:
    """Return what the learner's ``function(model, *args)`` returns for a rebuilt model, and its weights afterwards.

    The model is compiled if it was.
    """
    import keras  # noqa: F401 - only what is loaded is seeded

    with undisturbed(seed):
        network = rebuild_compiled(exported)
        variables = [*network.weights]  # read without the model's own methods, which the learner's code can replace
        return function_of(answer)(network, *args), [np.array(variable) for variable in variables]


def rebuild_compiled(exported: dict) -> Any:
    """Rebuild a model from data, compiled if it was."""
    network = rebuild(exported)
    if exported["compile"]:
        network.compile_from_config(exported["compile"])
    return network


def function_of(answer: Any) -> Callable:
    """Return the learner's function; what it takes by keyword only can be given by position, in its order."""
    if not callable(answer):
        held = f"the name holds {named_type(answer)}; hand over the function itself, without parentheses"
        raise WrongKind(f"a function was expected, but {held}")
    parameters = _parameters(answer)
    by_keyword = [parameter.name for parameter in parameters if parameter.kind is parameter.KEYWORD_ONLY]
    by_position = [
        parameter
        for parameter in parameters
        if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
    ]
    if not by_keyword or any(parameter.kind is parameter.VAR_POSITIONAL for parameter in parameters):
        return answer

    @functools.wraps(answer)
    def function(*args: Any, **kwargs: Any) -> Any:
        first, more = args[: len(by_position)], args[len(by_position) :]
        if len(more) > len(by_keyword):
            return answer(*args, **kwargs)  # too many, which Python says
        return answer(*first, **dict(zip(by_keyword, more, strict=False)), **kwargs)

    return function


def _parameters(function: Callable) -> list[inspect.Parameter]:
    """Return the parameters that a function takes; those of the function behind a decorator that takes anything."""
    try:
        own = [*inspect.signature(function, follow_wrapped=False).parameters.values()]
        if any(parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD) for parameter in own):
            own = [*inspect.signature(function).parameters.values()]
    except (TypeError, ValueError):  # built-in functions may have no signature
        return []
    return own


def named_type(thing: Any) -> str:
    kind = type(thing).__name__
    return f"{'an' if kind[:1].lower() in 'aeiou' else 'a'} {kind}"


_LESSONS_OWN = re.compile(r"course_utils\.lessons\.lesson_\w+\.learner_side")


def _call_named(how: str) -> Callable:
    """Return the call that a check asks for by "module:name": one of this module or of a lesson's ``learner_side``."""
    module, _, name = how.partition(":")
    if module != __name__ and not _LESSONS_OWN.fullmatch(module):
        raise ValueError(f"{how} is not a call that a check may make")
    return getattr(importlib.import_module(module), name)


def serve(objects: Mapping[str, Any], request: bytes) -> bytes:
    """Answer one request about one of `objects`.

    Parameters
    ----------
    objects : mapping
        The learner's names.
    request : bytes
        Packed ``{"name", "how", "args", "kwargs"}``; `how` names a call as "module:name".

    Returns
    -------
    bytes
        Packed ``{"status": "ok", "value", "warnings"}``, ``{"status": "missing"}``, or ``{"status": "error", "kind",
        "text", "line", "code", "warnings"}``. Only KeyboardInterrupt is let through.
    """
    asked = unpack(request)
    answer = objects.get(asked["name"])
    if answer is None or answer is ...:
        return pack({"status": "missing"})
    log = logging.getLogger("tensorflow")
    log.addFilter(_no_retracing)
    with warnings.catch_warnings(record=True) as caught, _nobody_types(), keras_defaults() as changed:
        warnings.simplefilter("always")
        if changed:
            warnings.warn(changed, stacklevel=2)
        try:
            reply = {"status": "ok", "value": _call_named(asked["how"])(answer, *asked["args"], **asked["kwargs"])}
            reply["warnings"] = _warning_texts(caught)
            return pack(reply)
        except (WrongKind, PlainError, ModelError) as error:
            text = text_of(error, 500)
            return pack({"status": "error", "kind": "", "text": text, "line": None, "code": "", "warnings": []})
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # whatever else the learner's code raises is told, never raised on
            return pack(_failed(error) | ({"warnings": _warning_texts(caught)}))
        finally:
            log.removeFilter(_no_retracing)


@contextmanager
def _nobody_types() -> Iterator[None]:
    """Skip breakpoints, and refuse to wait for somebody to type: a check is the same with and without a keyboard."""
    before = builtins.input, getpass.getpass, sys.breakpointhook
    builtins.input = getpass.getpass = _refuse_to_type
    sys.breakpointhook = _pass_breakpoint
    try:
        yield
    finally:
        builtins.input, getpass.getpass, sys.breakpointhook = before


def _refuse_to_type(prompt: object = "", *_: Any, **__: Any) -> str:
    if "pdb" in str(prompt).lower():
        raise WrongKind("Your code starts the debugger, and nobody can type into it during a check. Remove that line.")
    raise WrongKind("Your code asks for `input()`, and nobody can type during a check. Use the arguments instead.")


def _pass_breakpoint(*_: Any, **__: Any) -> None:
    warnings.warn("The check skipped the `breakpoint()` in your code. Remove it.", stacklevel=2)


def _no_retracing(record: logging.LogRecord) -> bool:
    """Return whether a line is not about retracing, which rebuilding a model causes and no learner."""
    return "retracing" not in record.getMessage()


def _warning_texts(caught: list[warnings.WarningMessage]) -> list[str]:
    """Return the first few different warnings as texts.

    What a library itself should write otherwise is left out, and so is a file that is still open: it never is the
    reason why a result is wrong.
    """
    telling = [w for w in caught if not issubclass(w.category, ResourceWarning)]
    own = [w for w in telling if not issubclass(w.category, DeprecationWarning) or _is_learners(w.filename)]
    return list(dict.fromkeys(f"{w.category.__name__[:100]}: {text_of(w.message, 200)}" for w in own))[:3]


_COLORS = re.compile("\x1b\\[[0-9;]*m")  # what libraries write for a terminal


def text_of(error: Any, limit: int) -> str:
    """Return what an exception or a warning says, as a text that can be sent."""
    try:
        text = str(error)
    except Exception:  # one whose own text fails still has a name
        text = "its text cannot be shown"
    text = _COLORS.sub("", text)
    if len(text) > limit:  # a library often says what is wrong at the end, after a long list of its own calls
        text = f"{text[: limit // 3]} … {text[3 - limit + limit // 3 :]}"
    return text.encode("utf-8", "backslashreplace").decode()  # half a character cannot be sent


def own_line(error: BaseException) -> tuple[int | None, str]:
    """Return the last line of the learner's own that an exception went through: its number and text, or None and ""."""
    own = [frame for frame in _frames(error) if _is_learners(frame[0])]
    if not own:
        return None, ""
    name, line = own[-1]
    return line, linecache.getline(name, line).strip()[:200]


def _frames(error: BaseException) -> list[tuple[str, int]]:
    """Return the file and the line of each frame that an exception went through, the outermost first."""
    frames, trace = [], error.__traceback__
    while trace is not None:
        frames.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    return frames


def _failed(error: BaseException) -> dict:
    frames = _frames(error)
    if isinstance(error, NotImplementedError) and frames and _is_learners(frames[-1][0]):
        return {"status": "missing"}
    line, code = own_line(error)
    kind = type(error).__name__[:100]
    text = text_of(error, 500) + _did_you_mean(error)
    return {"status": "error", "kind": kind, "text": text, "line": line, "code": code}


def _is_module(value: Any) -> bool:
    """Return whether it is a module, without asking the value itself."""
    return issubclass(type(value), types.ModuleType)


def _did_you_mean(error: BaseException) -> str:
    """Return what an unknown name resembles, or the module that has it, as a question, or an empty text."""
    name = str(getattr(error, "name", None) or "")
    if type(error) is NameError:
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        variables = {**trace.tb_frame.f_globals, **trace.tb_frame.f_locals} if trace else {}
        modules = {given: module for given, module in variables.items() if _is_module(module)}
        similar = [f"{given}.{name}" for given, module in sorted(modules.items()) if name in vars(module)][:2]
        similar = similar or difflib.get_close_matches(name, sorted(variables), 2)
        if not similar and name in sys.stdlib_module_names:
            return f". Did you forget `import {name}`?"
        similar = similar or difflib.get_close_matches(name, dir(builtins), 2, cutoff=0.75)
    elif isinstance(error, AttributeError) and _is_module(error.obj):
        similar = difflib.get_close_matches(name, dir(error.obj), 2)
    else:
        return ""
    return f". Did you mean {' or '.join(similar)}?" if similar else ""


_NOT_THE_LEARNERS = [
    Path(place).resolve()
    for place in {
        *sysconfig.get_paths().values(),
        *site.getsitepackages(),
        site.getusersitepackages(),
        str(Path(__file__).parents[2]),  # the course
    }
]


def _is_learners(filename: str) -> bool:
    """Return whether a file is the learner's own: not Python's, not a library's and not the course's."""
    if filename.startswith("<frozen"):
        return False
    place = Path(filename)
    if not place.is_absolute():  # "<string>" and the like: typed in, not imported
        return True
    place = place.resolve()
    if "site-packages" in place.parts:  # also of an environment that lends its packages to this one
        return False
    return not any(place.is_relative_to(root) for root in _NOT_THE_LEARNERS)
