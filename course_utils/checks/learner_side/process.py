"""The process that runs a learner's code.

In a sandbox, ``zygote`` is process 1. It imports what notebooks need, which takes seconds, and runs no learner's code
itself: it forks, which takes milliseconds. For every submission it makes one copy, watches how much memory the copy
and all its descendants hold, and afterwards ends, reaps and wipes everything. If anything is then different from
before, it ends, and the sandbox with it. Without a sandbox, ``unsandboxed`` is a fresh process for one submission.

Nothing here knows an expected value, and nothing that comes from here is believed.
"""

import array
import contextlib
import importlib.util
import io
import json
import os
import pkgutil
import select
import shutil
import signal
import socket
import sys
import types
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from course_utils.checks.learner_side import frames

SCRATCH = os.environ.get("TMPDIR", "/tmp")
WIPED = (SCRATCH, "/dev/shm")  # all that can be written to
HOME, WORK = f"{SCRATCH}/home", f"{SCRATCH}/work"
LOOK_EVERY = 0.1  # seconds between two looks at the memory
_PR_SET_DUMPABLE = 4


# ---- the learner's side: run cells, answer requests


def learn(stream: io.BufferedIOBase, names: Sequence[str]) -> None:
    """Serve one submission: ``C`` and a cell's source runs it, ``A`` and a request is one for `calls.serve`.

    Parameters
    ----------
    stream : binary file
        For `frames`, both ways.
    names : sequence of str
        The answers that are looked for; a cell's reply says which of them it has bound anew.
    """
    from course_utils.checks.learner_side import calls
    from course_utils.checks.learner_side.serialize import pack

    shell = _shell()
    known: dict[str, Any] = {}
    while (frame := frames.receive(stream)) is not None:
        content, number = frame
        kind, content = content[:1], content[1:]
        if kind == b"C":
            _request.update(stream=stream, number=number)
            error = _run(shell, content.decode())
            bound = {name: shell.user_ns[name] for name in names if name in shell.user_ns}
            new = [name for name, answer in bound.items() if name not in known or known[name] is not answer]
            known = bound
            reply = pack({"bound": new, "error": error})
        else:
            reply = calls.serve(shell.user_ns, content)
        frames.send(stream, b"=" + reply, number)


def _shell() -> Any:
    """Return IPython as a notebook has it, with no history and nothing on the screen."""
    from IPython.core.history import HistoryManager
    from IPython.core.interactiveshell import InteractiveShell

    if not InteractiveShell.initialized():
        HistoryManager.enabled = False  # type: ignore[assignment] # a trait; else it would start a thread
        shell: Any = InteractiveShell.instance()
        shell.showtraceback = lambda *_, **__: None
        shell.showsyntaxerror = lambda *_, **__: None
    return InteractiveShell.instance()


def _run(shell: Any, source: str) -> str:
    """Run a cell and return what it raised, in one line, or ""."""
    try:
        result = shell.run_cell(source, store_history=False)
    except KeyboardInterrupt:
        return "KeyboardInterrupt"
    error = result.error_before_exec or result.error_in_exec
    if error is None:
        return ""
    try:
        return f"{type(error).__name__}: {error}"[:300].encode("utf-8", "replace").decode()
    except Exception:  # an exception of the learner's own whose text fails
        return type(error).__name__


_request: dict[str, Any] = {}  # the stream and the number of the cell that runs, for what the course shows in it


class SilentLesson:
    """A replacement for `checks.lesson.Lesson`: nothing is checked here, because the grader asks by itself."""

    def __init__(self, name: str):
        self.name = name

    def __getattr__(self, name: str) -> "_StubCheck":
        if name.startswith("__"):
            raise AttributeError(name)
        return _StubCheck(name)


class _StubCheck:
    """A replacement for a check, or for what the course shows for a number; only the latter answers."""

    passed = True

    def __init__(self, name: str):
        self._name = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        case = kwargs.get("case", args[0] if len(args) == 1 else None)
        if type(case) is int and len(args) + len(kwargs) == 1:
            return _shown(self._name, case)
        return self

    def hint(self) -> None:
        """Show nothing."""

    solution = hint


def _shown(name: str, case: int) -> Any:
    from course_utils.checks.learner_side.serialize import pack, unpack

    stream = _request["stream"]
    frames.send(stream, b"?" + pack([name, case]), _request["number"])
    frame = frames.receive(stream)
    return unpack(frame[0]) if frame else None


def silence() -> None:
    """Put `SilentLesson` in place of the registry, whose file is hidden here, and import what lessons need."""
    checks: Any = importlib.import_module("course_utils.checks")
    lessons = importlib.import_module("course_utils.lessons")
    module: Any = types.ModuleType("course_utils.checks.lesson")
    module.Lesson = SilentLesson
    sys.modules[module.__name__] = checks.lesson = module
    for lesson in pkgutil.iter_modules(lessons.__path__, f"{lessons.__name__}."):
        if lesson.ispkg and importlib.util.find_spec(f"{lesson.name}.learner_side"):
            importlib.import_module(f"{lesson.name}.learner_side")


# ---- without a sandbox


def unsandboxed() -> None:
    """Serve one submission over stdin and stdout; the first frame holds its order."""
    stream = io.BufferedRWPair(os.fdopen(os.dup(0), "rb", 0), os.fdopen(os.dup(1), "wb", 0))
    _quiet()
    frame = frames.receive(stream)
    if frame is None:
        return  # the grader has ended
    content, number = frame
    order = json.loads(content)
    _limit(order)
    silence()
    frames.send(stream, b"=", number)
    learn(stream, order["names"])


def _quiet() -> None:
    """Point stdin, stdout and stderr at nothing, so that it does not matter how much is printed."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)
    sys.stdin, sys.stdout, sys.stderr = (
        open(descriptor, mode, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
        for descriptor, mode in enumerate("rww")
    )


def _limit(order: dict[str, Any]) -> None:
    try:
        import resource
    except ImportError:  # Windows has none of these
        return
    memory = order["memory_mb"] * 2**20
    limits = {
        "RLIMIT_DATA": memory,
        "RLIMIT_AS": memory + 6 * 2**30,  # TensorFlow's libraries reserve memory that they never use
        "RLIMIT_CPU": order["seconds"] * 2 + 10,  # more than one core may be at work
        "RLIMIT_FSIZE": 64 * 2**20,
        "RLIMIT_NOFILE": 256,
        "RLIMIT_NPROC": order["processes"],
        "RLIMIT_CORE": 0,
    }
    if sys.platform == "darwin":  # counts what the interpreter itself has mapped, and all processes of the user
        limits = {name: limits[name] for name in ("RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_CORE")}
    for name, value in limits.items():
        kind = getattr(resource, name)
        _, hard = resource.getrlimit(kind)
        value = int(value if hard == resource.RLIM_INFINITY else min(value, hard))
        resource.setrlimit(kind, (value, value))


# ---- in a sandbox


def zygote(uid: int) -> None:
    """Run process 1 of a sandbox: get ready, then make a copy for every submission that the control socket brings."""
    control = socket.socket(fileno=os.dup(0))
    if uid:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    _set_dumpable(0)  # else a process of the same user could read and change this one's memory
    for number in range(1, signal.NSIG):
        if number not in (signal.SIGKILL, signal.SIGSTOP, signal.SIGCHLD):
            with contextlib.suppress(OSError, ValueError):  # some numbers are the C library's own
                signal.signal(number, signal.SIG_IGN)
    os.makedirs(HOME, exist_ok=True)
    os.makedirs(WORK, exist_ok=True)
    os.chdir(WORK)
    _import_all()
    _wipe()
    clean_state = _state()
    _quiet()
    _send(control, {"ready": True})
    while True:
        data, ancillary, _, _ = control.recvmsg(65536, socket.CMSG_SPACE(4))
        if not data:
            return
        order = json.loads(data)
        if "start" not in order:
            continue  # stopped when it had just ended
        [descriptor] = array.array("i", ancillary[0][2])
        report = _run_submission(order["start"], descriptor, control)
        if _state() != clean_state or _processes() != {1}:
            return  # something was left behind: a new sandbox takes over
        _send(control, report)


def _import_all() -> None:
    import matplotlib

    matplotlib.use("agg")
    import keras  # noqa: F401
    import matplotlib.pyplot
    import tensorflow  # noqa: F401

    import course_utils.checks.learner_side.calls
    import course_utils.data

    silence()
    course_utils.data.load_digits()  # loads scikit-learn, which takes a second
    _shell()


def _run_submission(order: dict[str, Any], descriptor: int, control: socket.socket) -> dict[str, Any]:
    """Make the copy, watch it, clear up, and return how it ended."""
    pid = os.fork()
    if pid == 0:
        try:
            control.close()
            _learner(order, descriptor)
        finally:
            os._exit(0)
    os.close(descriptor)
    reason = ""
    with open(os.pidfd_open(pid), "rb", buffering=0) as process:
        watched: list[io.FileIO | socket.socket] = [process, control]
        while True:
            ready, _, _ = select.select(watched, [], [], LOOK_EVERY)
            if process in ready:
                break
            if control in ready:
                if not control.recv(65536):
                    os._exit(0)  # the grader has ended
                reason = "stopped"
                break
            if _memory() > order["memory_mb"] * 2**20:
                reason = "memory"
                break
    os.kill(-1, signal.SIGKILL)
    status = 0
    with contextlib.suppress(ChildProcessError):
        while True:
            ended, code = os.wait()
            if ended == pid:
                status = code
    _wipe()
    return {"ended": reason, "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0}


def _learner(order: dict[str, Any], descriptor: int) -> None:
    """Run in the copy: close everything but one socket, then serve the submission."""
    keep = os.dup2(descriptor, 3)
    os.closerange(4, os.sysconf("SC_OPEN_MAX"))
    _quiet()
    for number in range(1, signal.NSIG):
        if number not in (signal.SIGKILL, signal.SIGSTOP):
            with contextlib.suppress(OSError, ValueError):
                signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.setsid()
    _set_dumpable(1)  # so that this process can read its own files in /proc
    _limit(order)
    with socket.socket(fileno=keep) as sock:
        learn(sock.makefile("rwb"), order["names"])


def _set_dumpable(value: int) -> None:
    import ctypes

    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, value, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_DUMPABLE)")


def _processes() -> set[int]:
    return {int(name) for name in os.listdir("/proc") if name.isdigit()}


def _memory() -> int:
    """Return the bytes that all processes but this one hold, with shared pages counted for each of them."""
    total = 0
    for pid in _processes() - {1}:
        with contextlib.suppress(OSError):  # it has ended meanwhile
            total += _resident(pid, "RssAnon:", "RssShmem:")
    return total - _resident("self", "RssAnon:")  # one copy shares these pages with this process


def _resident(pid: int | str, *kinds: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(kinds))


def _state() -> tuple[Any, ...]:
    """Return what a copy could have changed of this process from outside."""
    import resource

    limits = [resource.getrlimit(getattr(resource, name)) for name in dir(resource) if name.startswith("RLIMIT_")]
    return (
        len(os.listdir("/proc/self/task")),
        os.getpriority(os.PRIO_PROCESS, 0),
        os.sched_getaffinity(0),
        os.sched_getscheduler(0),
        limits,
        [sorted(os.listdir(folder)) for folder in WIPED],
    )


def _wipe() -> None:
    """Empty every folder that can be written to. What cannot be removed shows in `_state`."""
    for folder in WIPED:
        for entry in os.scandir(folder):
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, onerror=_remove_protected)
            else:
                os.unlink(entry.path)
    os.makedirs(HOME, exist_ok=True)
    os.makedirs(WORK, exist_ok=True)
    os.chdir(WORK)


def _remove_protected(remove: Callable[[str], object], path: str, _: Any) -> None:
    """Try again, with the permissions that a learner may have taken away."""
    with contextlib.suppress(OSError):
        os.chmod(os.path.dirname(path), 0o700)
        os.chmod(path, 0o700)
        shutil.rmtree(path, ignore_errors=True) if os.path.isdir(path) else remove(path)


def _send(control: socket.socket, message: dict[str, Any]) -> None:
    control.send(json.dumps(message).encode())


if __name__ == "__main__":
    if sys.argv[1] == "zygote":
        zygote(int(sys.argv[2]))
    else:
        unsandboxed()
