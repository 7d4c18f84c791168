"""The processes in which learners' code and the judge run, sandboxed with bubblewrap where the system has it.

A sandboxed process has its own namespaces and a user that owns nothing. It can read the interpreter and its packages
and write to two small folders in memory; it has no network, sees no other process, and its system calls are filtered.
The judge is sandboxed as well: its code is trusted, but the data that it is given are not. Where there is no sandbox,
a fresh process gets the limits that the system knows, and `missing` says what to install.
"""

import contextlib
import functools
import importlib.util
import io
import itertools
import json
import os
import platform
import shutil
import signal
import site
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import psutil

import course_utils
from course_utils.checks.learner_side import frames
from course_utils.grading.sandbox import class_data, seccomp

COURSE = Path(course_utils.__file__).parent
DISK = 256  # MB that a learner may write, all files together
START_SECONDS = 120  # to import TensorFlow, on a slow machine that is busy
STOP_SECONDS = 10  # to end everything in a sandbox, after which all of it is thrown away
_SPARE_UIDS = 2_000_000_000  # far from any user that is there
_started = itertools.count()  # sandboxes of this process; two at a time must not have one user, who has one limit
_SPARE_PROCESSES = 64
_SIGKILL = getattr(signal, "SIGKILL", None)  # Windows has none of these
# why a learner's process has ended, by the signal; the limit on memory that is set for it sends none
_ENDED_BY = {_SIGKILL: "killed", getattr(signal, "SIGXCPU", None): "time"}


class SandboxError(Exception):
    """Raised when no sandbox is available; the message is one sentence that says what to do."""


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Attributes
    ----------
    seconds : float
        For the whole of it.
    step_seconds : float
        For one cell, or for the check of one exercise.
    memory_mb : int
        All its processes together, beyond what TensorFlow itself takes.
    """

    seconds: float = 600
    step_seconds: float = 60
    memory_mb: int = 2048

    def __post_init__(self) -> None:
        if not 1 <= self.seconds <= 86_400:
            raise ValueError(f"a submission needs from 1 to 86400 seconds, got {self.seconds:g}")
        if not 512 <= self.memory_mb <= 1_000_000:
            raise ValueError(f"a submission needs from 512 MB of memory, which TensorFlow takes; got {self.memory_mb}")


@functools.cache
def missing() -> str:
    """Return why there is no sandbox here, in one sentence that says what to do; "" where there is one."""
    if not sys.platform.startswith("linux"):
        return f"{platform.system()} has no bubblewrap: grade under WSL2, or in a virtual machine with Linux"
    if not shutil.which("bwrap"):
        return "bubblewrap is not installed: `sudo apt install bubblewrap`, or your system's package of that name"
    try:
        seccomp.library()
    except OSError:
        return "libseccomp is not installed: `sudo apt install libseccomp2`, or your system's package of libseccomp"
    try:
        with _system_call_filter() as rules:
            command = [*_bwrap(rules.fileno()), *_files(), "--", sys.executable, "-c", "print(6 * 7)"]
            result = subprocess.run(command, capture_output=True, text=True, timeout=60, pass_fds=[rules.fileno()])
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        return f"bubblewrap cannot be used here: {error}"
    if result.returncode == 0 and result.stdout.strip() == "42":
        return ""
    message = (result.stderr.strip().splitlines() or [f"it ended with {result.returncode}"])[-1]
    if "uid map" in message or "Operation not permitted" in message:
        return f"this system does not let bubblewrap work ({message}): {_APPARMOR}"
    if "Unknown option" in message:
        return f"bubblewrap 0.8 or newer is needed ({message})"
    return f"bubblewrap cannot be used here: {message}"


_APPARMOR = (
    "on Ubuntu 24.04 and later, write the four lines `abi <abi/4.0>,`, `include <tunables/global>`, "
    "`profile bwrap /usr/bin/bwrap flags=(unconfined) { userns, }` and an empty one into /etc/apparmor.d/bwrap "
    "and run `sudo systemctl reload apparmor`"
)


def _system_call_filter() -> IO[bytes]:
    """Return the filter of system calls as an open file, from which bubblewrap reads it."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    file.write(seccomp.program())
    file.seek(0)
    return file


def _bwrap(filter_descriptor: int) -> list[str]:
    """Return the start of the command: bubblewrap, with separate namespaces for everything except files."""
    shared = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    if os.geteuid() == 0:  # the process itself goes over to a user that owns nothing
        user = ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        user = ["--unshare-user", "--disable-userns", "--cap-drop", "ALL"]
    rest = ["--as-pid-1", "--die-with-parent", "--new-session", "--hostname", "course", "--clearenv"]
    return ["bwrap", *shared, *user, *rest, "--seccomp", str(filter_descriptor)]


def _files(hidden: bool = False) -> list[str]:
    """Return bubblewrap's options for the files that a process sees; with `hidden`, no file that contains an answer."""
    options: list[str] = []
    shown: list[Path] = []

    def show(path: Path) -> None:
        if any(path.is_relative_to(other) for other in shown):
            return
        for parent in reversed(path.parents[:-1]):
            if not any(parent.is_relative_to(other) for other in shown):
                options.extend(["--perms", "0755", "--dir", str(parent)])
        options.extend(["--ro-bind", str(path), str(path)])
        shown.append(path)

    show(Path("/usr"))
    for name in ("bin", "sbin", "lib", "lib64"):
        path = Path("/", name)
        if path.is_symlink():
            options.extend(["--symlink", os.readlink(path), str(path)])
        elif path.is_dir():
            show(path)
    for name in ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "fonts", "alternatives"):
        if Path("/etc", name).exists():
            options.extend(["--ro-bind", f"/etc/{name}", f"/etc/{name}"])
    for folder in _python_folders():
        show(folder)
    show(COURSE)
    if hidden:
        knowing = COURSE / "checks", COURSE / "grading", COURSE / "diagnosis"  # the last answers an exercise of 08a
        for folder in (*knowing, *(COURSE / "lessons").glob("*/exercises")):
            options.extend(["--perms", "0755", "--tmpfs", str(folder)])
            if folder.name == "checks":
                for path in (folder / "__init__.py", folder / "learner_side"):
                    options.extend(["--ro-bind", str(path), str(path)])
            options.extend(["--remount-ro", str(folder)])
    options.extend(["--proc", "/proc", "--dev", "/dev"])
    scratch = _scratch_folder()
    for place, size in ((scratch, DISK), ("/dev/shm", DISK // 4)):
        options.extend(["--size", str(size * 2**20), "--perms", "1777", "--tmpfs", place])
    if hidden:
        options.extend(class_data.sandbox_options())
    options.extend(["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", scratch])
    for name, value in {**ENVIRONMENT, **_own_folders(f"{scratch}/home"), "TMPDIR": scratch}.items():
        options.extend(["--setenv", name, value])
    return options


def _scratch_folder() -> str:
    """Return the folder that can be written to: /tmp, or /scratch if the course or Python is in /tmp."""
    shown = [COURSE, *_python_folders()]
    return "/scratch" if any(path.is_relative_to("/tmp") for path in shown) else "/tmp"


def _own_folders(home: str) -> dict[str, str]:
    """Return the environment variables that name a learner's own folders, all of them in `home`."""
    return {
        "HOME": home,
        "COURSE_HOME": f"{home}/course",
        "MPLCONFIGDIR": f"{home}/matplotlib",
        "IPYTHONDIR": f"{home}/ipython",
        "KERAS_HOME": f"{home}/keras",
    }


ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"),
    "1",
)
ENVIRONMENT = {
    "USER": "learner",
    "LOGNAME": "learner",
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "TZ": "UTC",
    "MPLBACKEND": "agg",
    "PIP_NO_INDEX": "1",  # what would be installed is not there, so pip says so at once
    "UV_OFFLINE": "1",
    "KERAS_BACKEND": "tensorflow",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
    "PYTHON_CPU_COUNT": "2",
    **ONE_THREAD,  # grades do not depend on the number of cores, and a process without threads can be forked
}


def _python_folders() -> list[Path]:
    """Return the folders of the interpreter and of the packages that notebooks use."""
    folders = [Path(sys.prefix), Path(sys.base_prefix)]
    if not any(Path(sys.executable).resolve().is_relative_to(folder) for folder in folders):
        folders.append(Path(sys.executable).resolve().parent)
    for package in ("numpy", "tensorflow", "keras", "IPython", "msgpack", "matplotlib"):
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            raise SandboxError(f"{package} is not installed here: install the packages of the course again")
        site_packages = Path(spec.origin).parents[1]
        if not any(site_packages.is_relative_to(folder) for folder in folders):
            folders.append(site_packages)
    real = [folder.resolve() for folder in folders]
    return list(dict.fromkeys(path for path in (*folders, *real) if str(path) not in ("/usr", "/")))


def _python_path() -> list[str]:
    """Return the option that sets PYTHONPATH to the user's own packages, which are not below the sandbox's HOME."""
    user_packages = Path(site.getusersitepackages())
    return ["--setenv", "PYTHONPATH", str(user_packages)] if user_packages in _python_folders() else []


class Process:
    """A process, sandboxed or not, and the stream to it.

    Parameters
    ----------
    module : str
        "course_utils.grading.sandbox.judge_process".
    arguments : sequence of str
    hidden : bool
        Whether everything that knows an answer is hidden from it.
    sandboxed : bool
        Whether it is sandboxed.
    control : socket, optional
        Its standard input; without it, frames go through `stream`, its standard input and output.
    """

    stream: io.BufferedIOBase

    def __init__(
        self,
        module: str,
        arguments: Sequence[str] = (),
        *,
        hidden: bool,
        sandboxed: bool,
        control: socket.socket | None = None,
    ):
        command = [sys.executable, "-m", module, *arguments]
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - for the life of the process
        pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": self._errors, "bufsize": 0}
        pipes["stdin"] = control or subprocess.PIPE
        self.popen: subprocess.Popen[bytes]
        if sandboxed:
            with _system_call_filter() as rules:
                sandbox = [*_bwrap(rules.fileno()), *_files(hidden), *_python_path(), "--"]
                self.popen = subprocess.Popen([*sandbox, *command], pass_fds=[rules.fileno()], **pipes)
        else:
            self._folder = tempfile.TemporaryDirectory(prefix="course-grade-", ignore_cleanup_errors=True)
            own = {"USERPROFILE": self._folder.name, **_own_folders(self._folder.name)}
            names = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "PYTHONPATH", "APPDATA")
            inherited = {name: os.environ[name] for name in names if name in os.environ}
            environment = {**ENVIRONMENT, **inherited, **class_data.environment(), **own}
            self.popen = subprocess.Popen(
                command, env=environment, cwd=self._folder.name, start_new_session=True, **pipes
            )
        assert isinstance(self.popen.stdout, io.FileIO)  # as every pipe is without a buffer
        self._output: io.IOBase = self.popen.stdout
        if isinstance(self.popen.stdin, io.FileIO):
            self._output = self.stream = io.BufferedRWPair(self.popen.stdout, self.popen.stdin)

    def last_error_line(self) -> str:
        """Return the last line that the process wrote on stderr."""
        self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, self._errors.tell() - 4000))
        lines = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else f"it ended with {self.popen.poll()}"

    def was_killed(self) -> bool:
        """Return whether a SIGKILL ended the process. If `kill` did not send it, a person or the system did."""
        with contextlib.suppress(subprocess.TimeoutExpired):  # it is still there
            self.popen.wait(1)
        return _SIGKILL is not None and self.popen.returncode in (-_SIGKILL, 128 + _SIGKILL)  # the latter by bwrap

    def kill(self) -> None:
        """End the process and all processes that it has started."""
        family = []
        with contextlib.suppress(psutil.Error):  # it has ended already
            family = psutil.Process(self.popen.pid).children(recursive=True)
        self.popen.kill()
        for process in family:
            with contextlib.suppress(psutil.Error):
                process.kill()
        self.popen.wait()
        with contextlib.suppress(OSError):  # nobody is left to read what was still to be written
            self._output.close()


class Sandbox:
    """A sandbox whose process 1 has imported what notebooks need and makes a fresh copy of itself for every submission.

    Parameters
    ----------
    tensorflow : bool
        Whether this includes TensorFlow.
    """

    _control: socket.socket  # of the last process

    def __init__(self, tensorflow: bool) -> None:
        self.tensorflow = tensorflow
        self._process: Process | None = None

    def learner(self, order: dict[str, Any]) -> "Learner":
        """Start a learner's process.

        Parameters
        ----------
        order : dict
            ``names`` of the answers that are looked for, ``seconds`` and ``memory_mb``.

        Returns
        -------
        Learner
        """
        if self._process is None:
            self._start()
        ours, theirs = socket.socketpair()
        message = json.dumps({"start": {**order, "processes": _processes_allowed()}}).encode()
        socket.send_fds(self._control, [message], [theirs.fileno()])
        theirs.close()
        return Learner(ours, self)

    def _start(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        uid = _SPARE_UIDS + os.getpid() % 100_000 * 100 + next(_started) % 100 if os.geteuid() == 0 else 0
        self._process = Process(
            "course_utils.checks.learner_side.process",
            ["zygote", str(uid), *(["tensorflow"] if self.tensorflow else [])],
            hidden=True,
            sandboxed=True,
            control=theirs,
        )
        theirs.close()
        self._control = ours
        if self.receive(START_SECONDS) is None:
            error = self._process.last_error_line()
            self.close()
            raise SandboxError(f"the sandbox did not start: {error}")

    def receive(self, seconds: float) -> dict[str, Any] | None:
        """Return the next message of process 1, None if no message comes in time or the sandbox was closed."""
        try:
            self._control.settimeout(seconds)
            data = self._control.recv(65536)
        except OSError:
            return None
        return json.loads(data) if data else None

    def stop(self) -> None:
        """End the learner's process, and all that it has started."""
        with contextlib.suppress(OSError):  # the sandbox itself has ended
            self._control.send(b'{"stop": true}')

    def was_killed(self) -> bool:
        """Return whether the present process 1 was killed, by something other than `close`."""
        return self._process is not None and self._process.was_killed()

    def close(self) -> None:
        """End the sandbox; the next learner gets a new one."""
        if self._process:
            self._process.kill()
            self._control.close()
        self._process = None


class Learner:
    """A learner's process in a sandbox, with its stream for frames."""

    def __init__(self, sock: socket.socket, sandbox: Sandbox):
        self._sock, self._sandbox, self._lock = sock, sandbox, threading.Lock()
        self.stream = sock.makefile("rwb")
        self._stopped = False

    def stop(self) -> None:
        """End the process now, from any thread; a thread that waits for its reply gets the end of the stream."""
        with self._lock:
            if not self._stopped:
                self._stopped = True
                self._sandbox.stop()

    def end(self) -> str:
        """End the process, clean up, and return why it had ended before this call.

        Returns
        -------
        str
            "" if it had not ended, or "memory", "files", "time", "killed" or "crash".
        """
        self.stop()
        report = self._sandbox.receive(STOP_SECONDS)
        self._sock.close()
        if report is None:  # process 1 found something changed, and ended; or it was killed
            killed = self._sandbox.was_killed()
            self._sandbox.close()
            return "killed" if killed else "crash"
        if report["ended"]:
            return "" if report["ended"] == "stopped" else report["ended"]
        return _ENDED_BY.get(report["signal"], "crash")


class UnsandboxedProcess:
    """A learner's process without a sandbox, for one submission."""

    def __init__(self, order: dict[str, Any]):
        self._process = Process(
            "course_utils.checks.learner_side.process", ["unsandboxed"], hidden=False, sandboxed=False
        )
        self.stream = self._process.stream
        frames.ask(self.stream, json.dumps({**order, "processes": _processes_allowed()}).encode())

    def stop(self) -> None:
        """End the process now, from any thread."""
        self._process.kill()

    def end(self) -> str:
        """End the process, clean up, and return why it had ended before: "", "time", "killed" or "crash"."""
        with contextlib.suppress(subprocess.TimeoutExpired):  # its pipe breaks a moment before the system says why
            self._process.popen.wait(0.2)
        code = self._process.popen.returncode
        self._process.kill()
        return "" if code is None else _ENDED_BY.get(-code, "crash")


def _processes_allowed() -> int:
    """Return the limit for the kernel, which counts all threads of a user, in a sandbox or not."""
    if not hasattr(os, "geteuid") or os.geteuid() == 0:
        return _SPARE_PROCESSES
    threads = 0
    for process in psutil.process_iter(["uids", "num_threads"]):
        if process.info["uids"] and process.info["uids"].real == os.geteuid():
            threads += process.info["num_threads"] or 0
    return threads + _SPARE_PROCESSES
