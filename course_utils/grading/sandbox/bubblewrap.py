"""Where does a learner's code run, and what can it reach there?

On Linux with bubblewrap: in namespaces of its own, as a user that owns nothing, with the interpreter and its packages
to read, two small places in memory to write to, no network, no other process, and a filter on system calls. The same
walls stand around the judge, which is trusted and given data that are not. Elsewhere a fresh process has what limits
the system knows, and `missing` says what is not there.
"""

import contextlib
import functools
import importlib.util
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
from dataclasses import dataclass
from pathlib import Path

import psutil

import course_utils
from course_utils.checks.learner_side import frames
from course_utils.grading.sandbox import seccomp

COURSE = Path(course_utils.__file__).parent
DISK = 256  # MB that a learner may write, all files together
START_SECONDS = 120  # to import TensorFlow, on a slow machine that is busy
STOP_SECONDS = 10  # to end everything in a sandbox, after which all of it is thrown away
_SPARE_UIDS = 2_000_000_000  # far from any user that is there
_SPARE_PROCESSES = 64


class SandboxError(Exception):
    """A sandbox that cannot be had, in one sentence with the way out."""


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

    def __post_init__(self):
        if not 1 <= self.seconds <= 86_400:
            raise ValueError(f"a submission needs from 1 to 86400 seconds, got {self.seconds:g}")
        if not 512 <= self.memory_mb <= 1_000_000:
            raise ValueError(f"a submission needs from 512 MB of memory, which TensorFlow takes; got {self.memory_mb}")


@functools.cache
def missing():
    """Why there is no sandbox here, in one sentence with the way out; "" where there is one."""
    if not sys.platform.startswith("linux"):
        return f"{platform.system()} has no bubblewrap: grade under WSL2, or in a virtual machine with Linux"
    if not shutil.which("bwrap"):
        return "bubblewrap is not installed: `sudo apt install bubblewrap`, or your system's package of that name"
    try:
        seccomp.library()
    except OSError:
        return "libseccomp is not installed: `sudo apt install libseccomp2`, or your system's package of libseccomp"
    try:
        with _filter() as rules:
            command = [*_walls(rules.fileno()), *_root(), "--", sys.executable, "-c", "print(6 * 7)"]
            ran = subprocess.run(command, capture_output=True, text=True, timeout=60, pass_fds=[rules.fileno()])
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        return f"bubblewrap cannot be used here: {error}"
    if ran.returncode == 0 and ran.stdout.strip() == "42":
        return ""
    said = (ran.stderr.strip().splitlines() or [f"it ended with {ran.returncode}"])[-1]
    if "uid map" in said or "Operation not permitted" in said:
        return f"this system does not let bubblewrap work ({said}): {_APPARMOR}"
    if "Unknown option" in said:
        return f"bubblewrap 0.8 or newer is needed ({said})"
    return f"bubblewrap cannot be used here: {said}"


_APPARMOR = (
    "on Ubuntu 24.04 and later, write the four lines `abi <abi/4.0>,`, `include <tunables/global>`, "
    "`profile bwrap /usr/bin/bwrap flags=(unconfined) { userns, }` and an empty one into /etc/apparmor.d/bwrap "
    "and run `sudo systemctl reload apparmor`"
)


def _filter():
    """The filter on system calls, in a file that bubblewrap reads."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    file.write(seccomp.program())
    file.seek(0)
    return file


def _walls(rules):
    """bubblewrap and what it keeps out; `rules` is the descriptor of the filter."""
    shared = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    if os.geteuid() == 0:  # the process itself goes over to a user that owns nothing
        user = ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        user = ["--unshare-user", "--disable-userns", "--cap-drop", "ALL"]
    rest = ["--as-pid-1", "--die-with-parent", "--new-session", "--hostname", "course", "--clearenv"]
    return ["bwrap", *shared, *user, *rest, "--seccomp", str(rules)]


def _root(hidden=False):
    """The files that are there. With `hidden`, nothing of the course that knows an answer."""
    options, seen = [], []

    def show(place):
        place = Path(place)
        if any(place.is_relative_to(other) for other in seen):
            return
        for parent in reversed(place.parents[:-1]):
            if not any(parent.is_relative_to(other) for other in seen):
                options.extend(["--perms", "0755", "--dir", str(parent)])
        options.extend(["--ro-bind", str(place), str(place)])
        seen.append(place)

    show("/usr")
    for name in ("bin", "sbin", "lib", "lib64"):
        place = Path("/", name)
        if place.is_symlink():
            options.extend(["--symlink", os.readlink(place), str(place)])
        elif place.is_dir():
            show(place)
    for name in ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "fonts", "alternatives"):
        if Path("/etc", name).exists():
            options.extend(["--ro-bind", f"/etc/{name}", f"/etc/{name}"])
    for place in _python():
        show(place)
    show(COURSE)
    if hidden:
        for folder in (COURSE / "checks", COURSE / "grading", *(COURSE / "lessons").glob("*/exercises")):
            options.extend(["--perms", "0755", "--tmpfs", str(folder)])
            if folder.name == "checks":
                for kept in (folder / "__init__.py", folder / "learner_side"):
                    options.extend(["--ro-bind", str(kept), str(kept)])
            options.extend(["--remount-ro", str(folder)])
    options.extend(["--proc", "/proc", "--dev", "/dev"])
    scratch = _scratch()
    for place, size in ((scratch, DISK), ("/dev/shm", DISK // 4)):
        options.extend(["--size", str(size * 2**20), "--perms", "1777", "--tmpfs", place])
    options.extend(["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", scratch])
    for name, value in {**ENVIRONMENT, **_places(f"{scratch}/home"), "TMPDIR": scratch}.items():
        options.extend(["--setenv", name, value])
    return options


def _scratch():
    """The folder that may be written to: /tmp, unless the course or Python lies in it and would be hidden."""
    shown = [COURSE, *_python()]
    return "/scratch" if any(place.is_relative_to("/tmp") for place in shown) else "/tmp"


def _places(home):
    """Variables that name a learner's own folders, all of them in `home`."""
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
    "KERAS_BACKEND": "tensorflow",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
    **ONE_THREAD,  # no grade hangs on how many cores there are, and no thread is there before a copy
}


def _python():
    """The folders of the interpreter and of the packages that notebooks use."""
    folders = [Path(sys.prefix), Path(sys.base_prefix)]
    if not any(Path(sys.executable).resolve().is_relative_to(folder) for folder in folders):
        folders.append(Path(sys.executable).resolve().parent)
    for package in ("numpy", "tensorflow", "keras", "IPython", "msgpack", "matplotlib"):
        place = Path(importlib.util.find_spec(package).origin).parents[1]
        if not any(place.is_relative_to(folder) for folder in folders):
            folders.append(place)
    real = [folder.resolve() for folder in folders]
    return list(dict.fromkeys(path for path in (*folders, *real) if str(path) not in ("/usr", "/")))


def _environment():
    """PYTHONPATH where packages stand in the user's own folder, which the sandbox's HOME does not name."""
    own = Path(site.getusersitepackages())
    return ["--setenv", "PYTHONPATH", str(own)] if own in _python() else []


class Process:
    """A process within the walls, or with `walled` False one without, and the pipe to it.

    Parameters
    ----------
    module : str
        "course_utils.grading.sandbox.judge_process".
    arguments : sequence of str
    hidden : bool
        Whether it is kept from everything that knows an answer.
    walled : bool
    control : socket, optional
        Its standard input; else frames go through its standard input and output.
    """

    def __init__(self, module, arguments=(), *, hidden, walled, control=None):
        command = [sys.executable, "-m", module, *arguments]
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - for the life of the process
        pipes = {"stdin": control or subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": self._said}
        if walled:
            with _filter() as rules:
                walls = [*_walls(rules.fileno()), *_root(hidden), *_environment(), "--"]
                self.popen = subprocess.Popen([*walls, *command], pass_fds=[rules.fileno()], **pipes)
        else:
            self._folder = tempfile.TemporaryDirectory(prefix="course-grade-", ignore_cleanup_errors=True)
            own = {"USERPROFILE": self._folder.name, **_places(self._folder.name)}
            kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "PYTHONPATH", "APPDATA")
            kept = {name: os.environ[name] for name in kept if name in os.environ}
            environment = {**ENVIRONMENT, **kept, **own}
            self.popen = subprocess.Popen(
                command, env=environment, cwd=self._folder.name, start_new_session=True, **pipes
            )
        self.stream = None if control else _Both(self.popen.stdout, self.popen.stdin)

    def said(self):
        """The last line that it wrote on stderr."""
        self._said.seek(0, os.SEEK_END)
        self._said.seek(max(0, self._said.tell() - 4000))
        lines = self._said.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else f"it ended with {self.popen.poll()}"

    def kill(self):
        """End it and all that it has started."""
        family = []
        with contextlib.suppress(psutil.Error):  # it has ended already
            family = psutil.Process(self.popen.pid).children(recursive=True)
        self.popen.kill()
        for process in family:
            with contextlib.suppress(psutil.Error):
                process.kill()
        self.popen.wait()
        for pipe in (self.popen.stdin, self.popen.stdout):
            with contextlib.suppress(OSError):  # what was still to be written has nobody to go to
                if pipe:
                    pipe.close()

    close = kill


class _Both:
    """Two pipes as one file."""

    def __init__(self, reads, writes):
        self.read, self.write, self.flush = reads.read, writes.write, writes.flush


class Sandbox:
    """Process 1 behind the walls, with TensorFlow imported: gives a fresh copy of itself for every submission."""

    def __init__(self):
        self._control, self._process = None, None

    def learner(self, order):
        """A learner's process.

        Parameters
        ----------
        order : dict
            ``lessons`` whose checks are silent, ``names`` that are looked for, ``seconds`` and ``memory_mb``.

        Returns
        -------
        Learner
        """
        if self._process is None:
            self._begin()
        ours, theirs = socket.socketpair()
        message = json.dumps({"start": {**order, "processes": _processes_allowed()}}).encode()
        socket.send_fds(self._control, [message], [theirs.fileno()])
        theirs.close()
        return Learner(ours, self)

    def _begin(self):
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        uid = _SPARE_UIDS + os.getpid() % 100_000 * 100 + threading.get_ident() % 100 if os.geteuid() == 0 else 0
        self._process = Process(
            "course_utils.checks.learner_side.process", ["zygote", str(uid)], hidden=True, walled=True, control=theirs
        )
        theirs.close()
        self._control = ours
        if self.hear(START_SECONDS) is None:
            said = self._process.said()
            self.close()
            raise SandboxError(f"the sandbox did not start: {said}")

    def hear(self, seconds):
        """The next message of process 1; None where none comes in time."""
        self._control.settimeout(seconds)
        try:
            data = self._control.recv(65536)
        except OSError:
            return None
        return json.loads(data) if data else None

    def stop(self):
        """End the learner's process that is there, and all that it has started."""
        with contextlib.suppress(OSError):  # all of it has ended
            self._control.send(b'{"stop": true}')

    def close(self):
        """End all of it; the next learner gets a new one."""
        if self._process:
            self._process.kill()
            self._control.close()
        self._process = self._control = None


class Learner:
    """A learner's process in a sandbox: a stream for frames, and how it ended."""

    def __init__(self, sock, sandbox):
        self._sock, self._sandbox, self._lock = sock, sandbox, threading.Lock()
        self.stream = sock.makefile("rwb")
        self._stopped = False

    def stop(self):
        """End it now, from any thread; whoever waits for a reply of it is told that it has ended."""
        with self._lock:
            if not self._stopped:
                self._stopped = True
                self._sandbox.stop()

    def end(self):
        """End it and clear up; gives why it had ended before: "", "memory", "time" or "crash"."""
        with self._lock:
            stopped, self._stopped = self._stopped, True
        if not stopped:
            self._sandbox.stop()
        ended = self._sandbox.hear(STOP_SECONDS)
        self._sock.close()
        if ended is None:  # something was odd in there
            self._sandbox.close()
            return "crash"
        return _why(ended)


def _why(ended):
    if ended["ended"] == "memory":
        return "memory"
    if ended["ended"] == "stopped":
        return ""
    return "time" if ended["signal"] == _SIGXCPU else "crash"


_SIGXCPU = getattr(signal, "SIGXCPU", None)  # Windows has none


class Alone:
    """A learner's process without a sandbox, for one submission."""

    def __init__(self, order):
        self._process = Process("course_utils.checks.learner_side.process", ["alone"], hidden=False, walled=False)
        self.stream = self._process.stream
        frames.ask(self.stream, json.dumps({**order, "processes": _processes_allowed()}).encode())

    def stop(self):
        """End it now, from any thread."""
        self._process.kill()

    def end(self):
        """End it and clear up; gives why it had ended before."""
        code = self._process.popen.poll()
        self._process.kill()
        if code is None:
            return ""
        return "time" if _SIGXCPU and code == -_SIGXCPU else "crash"


def _processes_allowed():
    """A limit for the kernel, which counts all threads of a user, in a sandbox or not."""
    if not hasattr(os, "geteuid") or os.geteuid() == 0:
        return _SPARE_PROCESSES
    own = 0
    for process in psutil.process_iter(["uids", "num_threads"]):
        if process.info["uids"] and process.info["uids"].real == os.geteuid():
            own += process.info["num_threads"] or 0
    return own + _SPARE_PROCESSES
