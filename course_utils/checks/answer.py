"""The learner's answer as a check sees it: something that plain data are sent to, wherever it lives.

`Answer.via` packs a request, hands the bytes to whoever carries them, and unpacks the reply. In a notebook the bytes
go to `calls.serve` in the same kernel (`here`); in a grader they go through a pipe to the same function in another
process. Nothing else differs.
"""

from collections.abc import Callable
from typing import Any

from course_utils.checks import replies
from course_utils.checks.expect import short
from course_utils.checks.learner_side import calls
from course_utils.checks.learner_side.export_model import ModelError
from course_utils.checks.learner_side.serialize import PlainError, pack
from course_utils.checks.rebuilt_model import Model

MOST_WARNINGS = 10  # different ones that are told of one answer


class NotAttempted(Exception):
    """There is no answer yet: the name is missing, holds the starter's value, or raises NotImplementedError."""


class LearnerError(Exception):
    """The learner's code raised, or the answer is not the kind of thing that was asked for.

    Attributes
    ----------
    kind : str
        The exception's class, "" when it is not the learner's code that raised.
    text : str
        What it said.
    line : int or None
        Number of the line in the learner's own cell or file.
    code : str
        That line.
    tried : str
        What was asked of the answer.
    """

    def __init__(self, kind: str, text: str, line: int | None = None, code: str = "", tried: str = ""):
        super().__init__(text)
        self.kind, self.text, self.line, self.code, self.tried = kind, text, line, code, tried


class Stopped(BaseException):
    """The process with the answer has ended, in grading only: nothing more can be asked, by no check.

    Its text is "time", "memory" or "crash". No `Exception`, so that no check takes it for one of the learner's.
    """


class Answer:
    """A learner's answer to one exercise.

    Parameters
    ----------
    name : str
        The learner's name for it.
    ask : callable
        ``ask(request: bytes) -> bytes``, carrying a request to `calls.serve` and its reply back.

    Attributes
    ----------
    warnings : list of str
        What Python warned of while the learner's code ran, the first few.
    returned_nothing : bool
        Whether the learner's function ever returned None.
    """

    def __init__(self, name: str, ask: Callable[[bytes], bytes]):
        self.name = name
        self.warnings: list[str] = []
        self.returned_nothing = False
        self._ask = ask

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return what the learner's function returns for these arguments, as plain data."""
        return self.via(calls.call, *args, **kwargs)

    @property
    def value(self) -> Any:
        """The answer itself, when it is a value and not a function."""
        return self.via(calls.value)

    def via(self, how: Callable, *args: Any, **kwargs: Any) -> Any:
        """Run `how`, a function of the learner's side, on the answer with these plain data.

        Raises
        ------
        NotAttempted, LearnerError
        """
        tried = (
            f"{self.name}({', '.join(short(arg, 60) for arg in args)})" if how is calls.call else f"your {self.name}"
        )
        request = {"name": self.name, "how": f"{how.__module__}:{how.__name__}", "args": list(args), "kwargs": kwargs}
        value: Any = None
        try:
            reply = replies.answer(self._ask(pack(request)))
            if isinstance(reply, replies.Returned):
                value = replies.value(reply)
        except PlainError as error:
            raise LearnerError("", str(error), tried=tried) from None
        if isinstance(reply, replies.Missing):
            raise NotAttempted(self.name)
        new = [text for text in reply.warnings if text not in self.warnings]
        self.warnings = [*self.warnings, *new][:MOST_WARNINGS]
        if isinstance(reply, replies.Failed):
            raise LearnerError(reply.kind, reply.text, reply.line, reply.code, tried)
        if calls.gives_more(how) and not (isinstance(value, (list, tuple)) and value):
            raise LearnerError("", replies.NOT_A_REPLY, tried=tried)
        first = value[0] if calls.gives_more(how) else value
        self.returned_nothing |= first is None
        return value

    def model(self, *args: Any, seed: int = 0) -> Model:
        """Return the model that the learner's function returns, rebuilt on the check's side.

        Raises
        ------
        NotAttempted, LearnerError
        """
        exported = self.via(calls.model, *args, seed=seed)
        try:
            return Model(exported)
        except ModelError as error:
            raise LearnerError("", str(error), tried=f"your {self.name}") from None


def here(name: str, obj: Any) -> Answer:
    """Return an answer in this very process, as the check in a notebook uses it."""
    return Answer(name, lambda request: calls.serve({name: obj}, request))
