"""The examination behind `course doctor`: what keeps the course from running here, and what to do about it.

Each part of the examination is a function that gives findings. It takes what it looks at as arguments, so that a
test can hand it a broken machine.
"""

import importlib.metadata
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_utils.paths import course_folder
from course_utils.tools import platform_check

DISTRIBUTION = "neural-network-course"
LAB_EXTENSIONS = {"@jupyter-widgets/jupyterlab-manager": "jupyterlab_widgets", "anywidget": "anywidget"}
MEMORY_GB = 2.0  # available; what a kernel with TensorFlow, MNIST and a browser take together
DISK_GB = 1.0  # free; for the data sets, and what a learner saves
NAME_IS_MISSING = 422  # the status of the class's answer
TRIAL_SECONDS = 180  # for TensorFlow to start, on a slow disk too

# Runs in a separate process: whatever happens to that one, this one can report it.
TRIAL = """
import json, time
start = time.perf_counter()
import keras, tensorflow
found = [device.device_type for device in tensorflow.config.list_physical_devices()]
total = float(tensorflow.reduce_sum(tensorflow.ones((2, 3))))
print(json.dumps({"seconds": time.perf_counter() - start, "backend": keras.config.backend(), "devices": found,
                  "total": total}))
"""


@dataclass(frozen=True)
class Finding:
    """One line of the examination.

    Attributes
    ----------
    kind : {"ok", "note", "problem"}
        A problem keeps the course from running; a note does not.
    text : str
        What was found, in a sentence.
    remedy : str
        What to do about it; empty where all is well.
    """

    kind: str
    text: str
    remedy: str = ""


def examine() -> int:
    """Examine this machine and print what was found, line by line.

    Returns
    -------
    int
        0 where the course can run, also with notes; 1 where it cannot.
    """
    problems = notes = 0

    def tell(findings: list[Finding]) -> None:
        nonlocal problems, notes
        for finding in findings:
            problems += finding.kind == "problem"
            notes += finding.kind == "note"
            print(_line(finding), flush=True)

    tell(python(platform_check.facts()))
    tell(packages(_requirements(), _version))
    if problems:
        print("Install these first. Then run `course doctor` again to check the rest.")
    else:
        tell(backend(os.environ))
        tell(tensorflow())
        tell(jupyter())
        tell(folder(course_folder))
        tell(home())
        tell(datasets())
        tell(machine())
        tell(walls())
    if problems:
        print(f"\nThe course cannot run yet: {_count(problems, 'problem')}, see above.")
    else:
        print(f"\nThe course can run. {_count(notes, 'note')}." if notes else "\nThe course can run.")
    return int(problems > 0)


def examine_class(address: str, code: str = "") -> int:
    """Try to reach a class, and print what was found.

    Parameters
    ----------
    address : str
        As the teacher's screen shows it.
    code : str
        The join code; without it, neither the code nor the certificate of an encrypted class is checked.

    Returns
    -------
    int
        0 where the class can be reached, 1 where it cannot.
    """
    findings = classroom(address, code)
    for finding in findings:
        print(_line(finding))
    reached = all(finding.kind != "problem" for finding in findings)
    print(f"\n{'You can join the class.' if reached else 'You cannot join the class yet, see above.'}")
    return int(not reached)


def classroom(address: str, code: str = "") -> list[Finding]:
    """Send a request to a class that changes nothing there, and say what is in the way.

    Parameters
    ----------
    address, code : str
        As for `examine_class`.
    """
    from course_utils.classroom import wire
    from course_utils.classroom.line import Line, NoAnswer, Refused
    from course_utils.classroom.member import membership

    try:
        (host, port), (letters, fingerprint) = wire.parse_address(address), wire.split_code(code)
    except ValueError as error:
        return [Finding("problem", *_split(str(error)))]
    known = membership()
    if not code and known is not None and (known.host, known.port) == (host, port):
        fingerprint = known.fingerprint
    line, refusal = Line(host, port, fingerprint), None
    try:
        # a name is missing here, so nobody joins: with the right code, the answer is that the name is missing
        line.ask("/join", {"code": letters, "name": ""}, wire.Joined) if code else line.ask("/news", {}, wire.Looked)
    except NoAnswer as error:
        return [Finding("problem", *_split(str(error)))]
    except Refused as error:
        refusal = error
    finally:
        line.close()
    findings = [Finding("ok", f"The class at {host}:{port} answers")]
    if fingerprint:
        findings.append(Finding("ok", "The connection is encrypted, and the certificate fits the join code"))
    if code and refusal is not None and refusal.status != NAME_IS_MISSING:
        findings.append(Finding("problem", *_split(str(refusal))))
    elif code:
        findings.append(Finding("ok", "The join code is right"))
    return findings + [Finding("note", *_split(remark)) for remark in line.remarks]


def python(facts: dict[str, Any]) -> list[Finding]:
    """Check that TensorFlow has a wheel for this Python and this platform.

    Parameters
    ----------
    facts : dict
        As `platform_check.facts` gives it.
    """
    version = ".".join(map(str, facts["version"]))
    problems = [Finding("problem", *_split(reason)) for reason in platform_check.reasons(facts)]
    return problems or [Finding("ok", f"Python {version} on {facts['system']} {facts['machine']}, {sys.executable}")]


def packages(requirements: list[str] | None, version_of: Callable[[str], str | None]) -> list[Finding]:
    """Check that every package the course needs is installed, and neither too old nor too new.

    Parameters
    ----------
    requirements : list of str or None
        As package metadata has them, "keras>=3.12,<3.16"; None where the course itself is not installed.
    version_of : callable
        Takes a package's name, returns its version as str, or None where it is not installed.
    """
    again = f'In the course\'s folder run: "{sys.executable}" -m pip install -c constraints.txt -e .'
    if requirements is None:
        return [Finding("problem", "The course's own package is not installed in this Python.", again)]
    names = [re.split(r"[^\w.-]", requirement, maxsplit=1)[0] for requirement in requirements]
    missing = [name for name in names if version_of(name) is None]
    findings = [Finding("problem", f"{name} is not installed.", again) for name in missing]
    if "packaging" in missing:  # it is what reads the bounds
        return findings
    from packaging.requirements import Requirement

    for requirement in map(Requirement, requirements):
        version = version_of(requirement.name)
        bounds = str(requirement.specifier)
        if version is None:
            continue
        if requirement.specifier.contains(version, prereleases=True):
            findings.append(Finding("ok", f"{requirement.name} {version}"))
        else:
            lowest = min(part.version for part in requirement.specifier if part.operator == ">=")
            how = "too old" if _older(version, lowest) else "too new"
            findings.append(
                Finding("problem", f"{requirement.name} {version} is {how}; the course needs {bounds}.", again)
            )
    return findings


def backend(environment: Mapping[str, str]) -> list[Finding]:
    """Check that Keras computes with TensorFlow."""
    chosen = environment.get("KERAS_BACKEND", "tensorflow")
    if chosen == "tensorflow":
        return [Finding("ok", "Keras computes with tensorflow")]
    return [
        Finding(
            "problem",
            f"The environment variable KERAS_BACKEND is {chosen!r}, and the course needs 'tensorflow'.",
            "Remove the variable, or set it to tensorflow, and open a new terminal.",
        )
    ]


def tensorflow(
    command: Sequence[str] = (sys.executable, "-P", "-c", TRIAL),
    seconds: float = TRIAL_SECONDS,
    system: str = sys.platform,
) -> list[Finding]:
    """Check that TensorFlow starts and computes.

    Parameters
    ----------
    command : sequence of str
        The trial; prints one line of JSON.
    seconds : float
        How long it may take.
    system : str
        As `sys.platform` has it.
    """
    try:
        trial = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=seconds
        )
    except subprocess.TimeoutExpired:
        return [
            Finding(
                "problem",
                f"TensorFlow has not started within {seconds:g} s.",
                "Close other programs and try again; a virus scanner can make the very first start slow.",
            )
        ]
    if trial.returncode == 0:
        report = json.loads(trial.stdout.splitlines()[-1])
        devices = ", ".join(_count(report["devices"].count(kind), kind) for kind in sorted(set(report["devices"])))
        return [Finding("ok", f"TensorFlow starts in {report['seconds']:.1f} s and computes with {devices}")]
    lines = [line for line in trial.stderr.strip().splitlines() if line.strip()]
    last = lines[-1].strip() if lines else "there is no error message"
    return [
        Finding(
            "problem",
            f"TensorFlow does not start ({_ending(trial.returncode)}): {last}",
            _remedy(trial.returncode, trial.stderr, system),
        )
    ]


def jupyter(extensions: list[str] | None = None, kernel: str | None = None) -> list[Finding]:
    """Check that JupyterLab can show the course's widgets, and that it runs this Python.

    Parameters
    ----------
    extensions : list of str, optional
        Folders that hold JupyterLab's extensions; None asks Jupyter.
    kernel : str, optional
        The program that JupyterLab would run a notebook with; None asks Jupyter.
    """
    if extensions is None:
        from jupyter_core.paths import jupyter_path

        extensions = jupyter_path("labextensions")
    if kernel is None:
        from jupyter_client.kernelspec import KernelSpecManager

        kernel = KernelSpecManager().get_kernel_spec("python3").argv[0]
    missing = {
        name: package
        for name, package in LAB_EXTENSIONS.items()
        if not any(Path(folder, name).is_dir() for folder in extensions)
    }
    findings = [
        Finding(
            "problem",
            f"JupyterLab lacks the extension {name}: sliders or the drawing canvas would not show.",
            f'Run: "{sys.executable}" -m pip install --force-reinstall --no-deps {package}',
        )
        for name, package in missing.items()
    ]
    bare = ("python", "python3", f"python3.{sys.version_info.minor}")  # Jupyter reads these as its own Python
    if kernel not in bare and Path(kernel).absolute().parent != Path(sys.executable).absolute().parent:
        findings.append(
            Finding(
                "problem",
                f"JupyterLab would run notebooks with a different Python, {kernel}.",
                f'Run: "{sys.executable}" -m ipykernel install --sys-prefix --name python3',
            )
        )
    return findings or [Finding("ok", "JupyterLab has what it needs to show sliders and the drawing canvas")]


def folder(find: Callable[[], Path]) -> list[Finding]:
    """Look for the course's folder here and in the folders above.

    Parameters
    ----------
    find : callable
        As `paths.course_folder`.
    """
    try:
        return [Finding("ok", f"The course's folder is {find()}")]
    except FileNotFoundError as error:
        return [Finding("note", *_split(str(error)))]


def home() -> list[Finding]:
    """Check that the learner's guesses, drawings and progress can be kept."""
    from course_utils.storage import connect, notices
    from course_utils.storage import home as folder_of_home

    with closing(connect()):
        notice = notices()
    if notice:
        return [
            Finding("note", notice, "Repair the folder, or set COURSE_HOME to a different folder, and start again.")
        ]
    with tempfile.TemporaryFile(dir=folder_of_home()):
        return [Finding("ok", f"Your work is saved in {folder_of_home()}")]


def datasets() -> list[Finding]:
    """List the data sets, and how to get those that are missing."""
    from course_utils.data import catalogue

    findings = []
    if "COURSE_DATA_DIR" in os.environ:
        place = os.environ["COURSE_DATA_DIR"]
        if Path(place).is_dir():
            findings.append(Finding("ok", f"COURSE_DATA_DIR is {place}"))
        else:
            findings.append(
                Finding(
                    "note",
                    f"COURSE_DATA_DIR is {place!r}, which is not a folder.",
                    "Correct the variable, or remove it.",
                )
            )
    for dataset in catalogue():
        if dataset.at_hand:
            findings.append(Finding("ok", f"Data {dataset.name} ({dataset.title}): {dataset.where}"))
        else:
            kind = "problem" if dataset.name == "embedded" else "note"
            findings.append(
                Finding(kind, f"Data {dataset.name} ({dataset.title}): {dataset.where}.", dataset.how_to_get)
            )
    return findings


def machine(
    memory: tuple[float, float] | None = None, cores: int | None = None, free: float | None = None
) -> list[Finding]:
    """Check that memory, processor and disk are enough.

    Parameters
    ----------
    memory : tuple of float, optional
        In all and available, in GB; None measures.
    cores : int, optional
        None counts those that this process may use.
    free : float, optional
        Disk space where the learner's things are kept, in GB; None measures.
    """
    import psutil

    from course_utils.storage import home as folder_of_home

    if memory is None:
        memory_state = psutil.virtual_memory()
        memory = memory_state.total / 1e9, memory_state.available / 1e9
    if cores is None:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else psutil.cpu_count()
    if free is None:
        free = shutil.disk_usage(folder_of_home()).free / 1e9
    return [
        _enough(
            memory[1],
            MEMORY_GB,
            f"Memory: {memory[0]:.1f} GB, of which {memory[1]:.1f} GB are available",
            "Close other programs, and notebooks that you no longer use (Kernel > Shut Down All Kernels).",
        ),
        Finding("ok", f"Processor: {_count(cores, 'core')}"),
        _enough(
            free, DISK_GB, f"Disk: {free:.1f} GB free", "Free some disk space for the data sets and for what you save."
        ),
    ]


def walls(missing: Callable[[], str] | None = None) -> list[Finding]:
    """Check that `course grade` has a sandbox for what learners hand in.

    Parameters
    ----------
    missing : callable, optional
        Gives why not, or ""; `course_utils.grading.sandbox.bubblewrap.missing`.
    """
    if missing is None:
        from course_utils.grading.sandbox import bubblewrap

        missing = bubblewrap.missing
    why = missing()
    if not why:
        return [Finding("ok", "`course grade` can run submissions in a sandbox")]
    text = "`course grade` cannot run submissions in a sandbox here, which matters only if you grade other people."
    return [Finding("note", text, f"{why[0].upper()}{why[1:]}.")]


def _enough(available: float, wanted: float, text: str, remedy: str) -> Finding:
    if available >= wanted:
        return Finding("ok", text)
    return Finding("note", f"{text}; at least {wanted:g} GB are recommended.", remedy)


def _ending(code: int) -> str:
    """Describe in words how a process ended."""
    if code < 0:
        return f"stopped by {signal.Signals(-code).name}"
    return f"exit code {code}"


def _remedy(code: int, stderr: str, system: str) -> str:
    """Return what to do about a TensorFlow that does not start."""
    illegal_instruction = (-4, 0xC000001D)  # POSIX's SIGILL, and its name in Windows
    if code in illegal_instruction or "AVX" in stderr:
        return "This processor lacks AVX, which TensorFlow needs: use a computer made after about 2013."
    if code == -9:
        return "The system stopped it, most often because memory ran out; close other programs and try again."
    if system == "win32" and "DLL load failed" in stderr:
        return (
            "Install the Microsoft Visual C++ Redistributable for Visual Studio 2015-2022 (x64) from Microsoft, "
            "and restart the computer."
        )
    return (
        "Start again with a fresh environment: delete the folder .venv and set up the course again. "
        f'To see the whole error message, run: "{sys.executable}" -c "import tensorflow"'
    )


def _requirements() -> list[str] | None:
    """Return what the installed course asks for, without its extras; None where it is not installed."""
    try:
        asked = importlib.metadata.requires(DISTRIBUTION) or []
    except importlib.metadata.PackageNotFoundError:
        return None
    return [requirement for requirement in asked if "extra ==" not in requirement]


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _older(version: str, than: str) -> bool:
    from packaging.version import Version

    return Version(version) < Version(than)


def _split(sentences: str) -> tuple[str, str]:
    """Split off the first sentence, which is the finding; the rest is what to do."""
    first, _, rest = sentences.partition(". ")
    return (f"{first}.", rest) if rest else (first, "")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _line(finding: Finding) -> str:
    mark = "PROBLEM" if finding.kind == "problem" else finding.kind
    lines = [f"{mark:<8} {finding.text}"]
    if finding.remedy:
        lines.append(textwrap.indent(f"What to do: {finding.remedy}", " " * 9))
    return "\n".join(lines)
