"""The process that runs a learner's code.

In a sandbox, ``zygote`` is process 1. It imports what notebooks need, which takes seconds, and runs no learner's code
itself: it forks, which takes milliseconds. For every submission it makes one copy, watches how much memory the copy
and all its descendants hold, and afterwards ends, reaps and wipes everything. If anything is then different from
before, it ends, and the sandbox with it. Without a sandbox, ``unsandboxed`` is a fresh process for one submission.

Nothing here knows an expected value, and nothing that comes from here is believed.
"""

import array
import contextlib
import gc
import io
import json
import os
import select
import shutil
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from course_utils.checks.learner_side import frames
from course_utils.checks.learner_side.run_cells import learn, silence
from course_utils.checks.learner_side.shell import make_shell

SCRATCH = os.environ.get("TMPDIR", "/tmp")
WIPED = (SCRATCH, "/dev/shm")  # all that can be written to
HOME, WORK = f"{SCRATCH}/home", f"{SCRATCH}/work"
LOOK_EVERY = 0.1  # seconds between two looks at what a submission holds
MOST_FILES = 20_000  # files and Unix sockets: each takes memory of the kernel's, which counts for no process
_PR_SET_DUMPABLE = 4
_PF_EXITING = 4  # among the flags in /proc/PID/stat


def _count_two_cores() -> None:
    """Let Python tell learners' code of two cores on every machine, so that a pool is as large everywhere."""
    os.cpu_count = lambda: int(os.environ["PYTHON_CPU_COUNT"])  # Python 3.13 reads this variable by itself


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
    _count_two_cores()
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
        soft = value - 1 if name == "RLIMIT_CPU" else value  # at the hard limit comes a SIGKILL, which says nothing
        resource.setrlimit(kind, (soft, value))


# ---- in a sandbox


def zygote(uid: int, tensorflow: bool) -> None:
    """Run process 1 of a sandbox: get ready, then make a copy for every submission that the control socket brings.

    Without `tensorflow`, which takes most of the time and memory, each submission that uses it imports it by itself.
    """
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
    _import_all(tensorflow)
    _count_two_cores()
    _wipe()
    clean_state = _state()
    _quiet()
    gc.collect()
    gc.freeze()  # a copy that collects garbage would otherwise copy the pages of everything that is loaded here
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


def _import_all(tensorflow: bool) -> None:
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot

    if tensorflow:
        import keras  # noqa: F401
        import tensorflow as tf  # noqa: F401

    import course_utils.checks.learner_side.calls
    import course_utils.data

    silence()
    course_utils.data.load_digits("embedded")  # loads scikit-learn, which takes a second
    make_shell()


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
                reason = "" if _is_exiting(pid) else "stopped"
                break
            if reason := _excess(order["memory_mb"] * 2**20):
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
    if data := os.environ.get("COURSE_DATA_DIR"):  # Keras's own loaders look here
        os.makedirs(os.environ["KERAS_HOME"], exist_ok=True)
        os.symlink(data, os.path.join(os.environ["KERAS_HOME"], "datasets"))
    with socket.socket(fileno=keep) as sock:
        learn(sock.makefile("rwb"), order["names"])


def _set_dumpable(value: int) -> None:
    import ctypes

    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, value, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_DUMPABLE)")


def _is_exiting(pid: int) -> bool:
    """Return whether a process has begun to end by itself: its socket is closed a moment before the system says so."""
    return bool(int(Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[6]) & _PF_EXITING)


def _processes() -> set[int]:
    return {int(name) for name in os.listdir("/proc") if name.isdigit()}


def _excess(memory: int) -> str:
    """Return what the processes of a submission hold too much of: "memory", "files", or "" for nothing."""
    if _files() > MOST_FILES:
        return "files"
    return "memory" if _memory(_resident) > memory and _memory(_proportional) > memory else ""


def _files() -> int:
    """Return how many files there are where files can be written, plus 16 for each socket, which holds more."""
    about = [os.statvfs(folder) for folder in WIPED]
    sockets = int(Path("/proc/net/sockstat").read_bytes().split()[2])  # "sockets: used 3"
    return sum(each.f_files - each.f_ffree for each in about) + 16 * sockets


def _memory(measure: Callable[[int | str], int]) -> int:
    """Return the bytes that all processes hold beyond what this one held when it was alone."""
    total = 0
    for pid in _processes() - {1}:
        with contextlib.suppress(OSError):  # it has ended meanwhile
            total += measure(pid)
    if measure is _proportional:  # this process has its part in the pages that it shares with its copy
        total += measure("self")
    return total - _resident("self")


def _resident(pid: int | str) -> int:
    """Return the bytes of a process in memory, quickly: what several processes share counts for each of them."""
    return _bytes(f"/proc/{pid}/status", b"RssAnon:", b"RssShmem:")


def _proportional(pid: int | str) -> int:
    """Return the bytes of a process in memory: of what several processes share, each holds its part."""
    try:
        return _bytes(f"/proc/{pid}/smaps_rollup", b"Pss_Anon:", b"Pss_Shmem:")
    except PermissionError:  # the process has made itself unreadable
        return _resident(pid)


def _bytes(file: str, *kinds: bytes) -> int:
    """Return the bytes in the lines of a file that begin with `kinds` and give kilobytes."""
    lines = Path(file).read_bytes().split(b"\n")
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
        zygote(int(sys.argv[2]), "tensorflow" in sys.argv)
    else:
        unsandboxed()
