"""The reasons why the course cannot run with this Python, on this machine.

The set-up runs this file before it downloads anything
(``python3 course_utils/tools/platform_check.py``), and `course doctor`
asks it again. It imports nothing of the course and is written for old Pythons too, so that each can say why not.
"""

import platform
import sys
import sysconfig

OLDEST = (3, 11)
NEWEST = (3, 13)
OLDEST_GLIBC = (2, 27)
OLDEST_MACOS = (12,)
WAY_OUT = "Install Python 3.13 for 64 bits from python.org or from your system's packages."


def facts():
    """Return what decides whether TensorFlow has a wheel: a dict of plain values, read from this Python.

    ``version``, ``glibc`` and ``macos`` are tuples of int; ``glibc`` is None where there is no GNU C library.
    """
    return {
        "implementation": platform.python_implementation(),
        "version": tuple(sys.version_info[:3]),
        "free_threaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
        "bits": 64 if sys.maxsize > 2**32 else 32,
        "system": platform.system(),
        "machine": platform.machine().lower(),
        "build": sysconfig.get_platform(),
        "glibc": _glibc(),
        "macos": _numbers(platform.mac_ver()[0]),
    }


def reasons(machine):
    """Return sentences that say why the course cannot run and what to do; none where it can.

    Parameters
    ----------
    found : dict
        As `facts` returns it.
    """
    version = ".".join(str(number) for number in machine["version"])
    if machine["implementation"] != "CPython":
        return ["This is {}; TensorFlow runs on CPython only. {}".format(machine["implementation"], WAY_OUT)]
    sentences = []
    if not OLDEST <= machine["version"][:2] <= NEWEST:
        sentences.append(
            "This is Python {}; the course needs Python 3.11, 3.12 or 3.13, because TensorFlow comes for no "
            "other. {}".format(version, WAY_OUT)
        )
    if machine["free_threaded"]:
        sentences.append(
            "This is the free-threaded build of Python {}; TensorFlow comes only for the ordinary one. {}".format(
                version, WAY_OUT
            )
        )
    if machine["bits"] != 64:
        sentences.append("This Python has 32 bits; TensorFlow comes for 64 bits only. {}".format(WAY_OUT))
    return sentences + _REASONS_OF_SYSTEM.get(machine["system"], _other_system)(machine)


def _linux(machine):
    if machine["machine"] not in ("x86_64", "aarch64"):
        return [
            "This machine is {}; on Linux TensorFlow comes for x86_64 and aarch64 only. Use another machine.".format(
                machine["machine"]
            )
        ]
    if machine["version"][:2] < OLDEST:
        return []  # an old Python does not know its C library well enough to be believed
    if machine["glibc"] is None:
        return [
            "This Linux has no GNU C library (Alpine has musl instead), and TensorFlow needs it. Use Debian, "
            "Ubuntu, Fedora or another Linux with glibc; in a container, an image that is not Alpine."
        ]
    if machine["glibc"] < OLDEST_GLIBC:
        return [
            "This Linux has glibc {}; TensorFlow needs {} or newer. Use a newer release of it.".format(
                _dotted(machine["glibc"]), _dotted(OLDEST_GLIBC)
            )
        ]
    return []


def _macos(machine):
    if machine["machine"] != "arm64":
        return [
            "This Python is for Intel Macs, and TensorFlow has come for Apple silicon only since 2.17. On a Mac with "
            "an M1 or newer, install the Apple-silicon Python from python.org; an Intel Mac cannot run the course, "
            "but can open it on another machine in a browser."
        ]
    if machine["macos"] < OLDEST_MACOS:
        return [
            "This is macOS {}; TensorFlow needs macOS {} or newer. Update macOS.".format(
                _dotted(machine["macos"]), _dotted(OLDEST_MACOS)
            )
        ]
    return []


def _windows(machine):
    if "arm64" in (machine["machine"], machine["build"].split("-")[-1]):
        return [
            "This is Windows on ARM; TensorFlow has no build for it. Use WSL2 (Linux inside Windows: "
            "`wsl --install`) or another machine."
        ]
    return []


def _other_system(machine):
    return [
        "This is {}; TensorFlow comes for Linux, Windows and macOS only. Use one of these.".format(
            machine["system"] or "an unknown system"
        )
    ]


_REASONS_OF_SYSTEM = {"Linux": _linux, "Darwin": _macos, "Windows": _windows}


def _glibc():
    name, number = platform.libc_ver()
    return _numbers(number) if name == "glibc" else None


def _numbers(text):
    return tuple(int(part) for part in text.split(".") if part.isdigit())


def _dotted(numbers):
    return ".".join(str(number) for number in numbers)


def _no_venv():
    """Return why this Python cannot make an environment: Debian and Ubuntu package a part of its library separately."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return [
            "This Python cannot make an environment: its module venv is missing. On Debian and Ubuntu run "
            "`sudo apt install python3-venv`, then try again."
        ]
    return []


def main():
    """Print why not, if so; return the exit code."""
    sentences = reasons(facts()) or _no_venv()
    for sentence in sentences:
        sys.stderr.write(sentence + "\n")
    return 1 if sentences else 0


if __name__ == "__main__":
    sys.exit(main())
