"""Pythons and machines without a TensorFlow wheel: each is refused in a plain sentence, and no other is."""

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from course_utils.tools import platform_check

ROOT = Path(__file__).parents[2]
FILE = ROOT / "course_utils" / "tools" / "platform_check.py"

LINUX = {
    "implementation": "CPython",
    "version": (3, 12, 4),
    "free_threaded": False,
    "bits": 64,
    "system": "Linux",
    "machine": "x86_64",
    "build": "linux-x86_64",
    "glibc": (2, 36),
    "macos": (),
}
MAC = LINUX | {"system": "Darwin", "machine": "arm64", "build": "macosx-11.0-arm64", "glibc": None, "macos": (14, 5)}
WINDOWS = LINUX | {"system": "Windows", "machine": "amd64", "build": "win-amd64", "glibc": None}


@pytest.mark.parametrize(
    "found",
    [
        LINUX,
        LINUX | {"version": (3, 11, 0)},
        LINUX | {"version": (3, 13, 9)},
        LINUX | {"machine": "aarch64"},
        LINUX | {"glibc": (2, 27)},
        MAC,
        MAC | {"macos": (12,)},
        WINDOWS,
    ],
)
def test_what_tensorflow_comes_for_is_supported(found):
    assert platform_check.reasons(found) == []


@pytest.mark.parametrize(
    ("found", "says", "way_out"),
    [
        (LINUX | {"version": (3, 10, 13)}, "This is Python 3.10.13; the course needs Python 3.11, 3.12", "Install"),
        (LINUX | {"version": (3, 14, 0)}, "This is Python 3.14.0; the course needs Python 3.11, 3.12", "Install"),
        (LINUX | {"version": (2, 7, 18), "glibc": None}, "This is Python 2.7.18;", "Install Python 3.13"),
        (LINUX | {"implementation": "PyPy"}, "This is PyPy; TensorFlow runs on CPython only.", "Install Python"),
        (LINUX | {"free_threaded": True}, "the free-threaded build of Python 3.12.4;", "Install Python 3.13"),
        (WINDOWS | {"bits": 32, "build": "win32"}, "This Python has 32 bits;", "64 bits from python.org"),
        (LINUX | {"machine": "ppc64le"}, "This machine is ppc64le;", "Use another machine"),
        (LINUX | {"glibc": None}, "This Linux has no GNU C library (Alpine has musl instead)", "Use Debian"),
        (LINUX | {"glibc": (2, 26)}, "This Linux has glibc 2.26; TensorFlow needs 2.27", "Use a newer release"),
        (MAC | {"machine": "x86_64"}, "This Python is for Intel Macs", "install the Apple-silicon Python"),
        (MAC | {"macos": (11, 7)}, "This is macOS 11.7; TensorFlow needs macOS 12", "Update macOS"),
        (WINDOWS | {"machine": "arm64"}, "This is Windows on ARM;", "Use WSL2"),
        (WINDOWS | {"build": "win-arm64"}, "This is Windows on ARM;", "Use WSL2"),
        (LINUX | {"system": "FreeBSD"}, "This is FreeBSD; TensorFlow comes for Linux, Windows and macOS", "Use one"),
    ],
)
def test_what_it_does_not_come_for_is_refused_with_a_way_out(found, says, way_out):
    (sentence,) = platform_check.reasons(found)
    assert says in sentence
    assert way_out in sentence
    assert "\n" not in sentence


def test_two_reasons_are_both_said():
    old_intel_mac = platform_check.reasons(MAC | {"version": (3, 9, 6), "machine": "x86_64"})
    assert [sentence[:16] for sentence in old_intel_mac] == ["This is Python 3", "This Python is f"]


def test_the_facts_are_those_of_this_python():
    found = platform_check.facts()
    assert set(found) == set(LINUX)
    assert found["version"] == sys.version_info[:3]
    assert found["implementation"] == "CPython"
    assert platform_check.reasons(found) == []  # the course's own tests run where the course runs


def test_the_promise_is_that_of_pyproject():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (oldest, newest) = platform_check.OLDEST, platform_check.NEWEST
    assert project["requires-python"] == f">={oldest[0]}.{oldest[1]},<{newest[0]}.{newest[1] + 1}"
    assert newest[0] == oldest[0] == 3
    named = ", ".join(f"3.{minor}" for minor in range(oldest[1], newest[1]))
    assert f"needs Python {named} or 3.{newest[1]}," in " ".join(platform_check.reasons(LINUX | {"version": (3, 8, 0)}))


def test_the_file_can_be_read_by_the_pythons_that_it_refuses():
    tree = ast.parse(FILE.read_text(encoding="utf-8"), feature_version=(3, 7))
    FILE.read_text(encoding="ascii")  # Python 2 takes no other letters without being told
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr | ast.AnnAssign)]


def test_as_a_command_it_says_nothing_where_all_is_well():
    ran = subprocess.run([sys.executable, str(FILE)], capture_output=True, text=True, timeout=60)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_a_python_without_venv_is_refused(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert platform_check.main() == 1
    said = capsys.readouterr().err
    assert "its module venv is missing. On Debian and Ubuntu run `sudo apt install python3-venv`" in said


@pytest.mark.skipif(shutil.which("make") is None, reason="the Makefile needs make; Windows goes another way")
@pytest.mark.parametrize("verb", ["setup", "lab", "test"])
def test_make_refuses_before_it_downloads_anything(tmp_path, verb):
    (tmp_path / "course_utils" / "tools").mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml", "constraints.txt", "course_utils/tools/platform_check.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    python = tmp_path / "python-old"  # as an old Python would: it can run platform_check.py and nothing else
    python.write_text(
        f"#!{sys.executable}\n"
        "import runpy, sys\n"
        "assert sys.argv[1] == 'course_utils/tools/platform_check.py', sys.argv\n"
        "here = runpy.run_path(sys.argv[1])\n"
        "found = here['facts']() | {'version': (3, 9, 6)}\n"
        "sys.stderr.write('\\n'.join(here['reasons'](found)) + '\\n'); raise SystemExit(1)\n",
        encoding="utf-8",
    )
    python.chmod(0o755)
    ran = subprocess.run(
        ["make", verb, f"PYTHON={python}"],
        cwd=tmp_path,
        env=os.environ | {"PIP_INDEX_URL": "http://127.0.0.1:1"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode != 0
    assert "This is Python 3.9.6; the course needs Python 3.11, 3.12 or 3.13" in ran.stderr
    assert ran.stderr.count("This is Python") == 1
    assert not (tmp_path / ".venv").exists()


@pytest.mark.skipif(shutil.which("make") is None, reason="the Makefile needs make; Windows goes another way")
def test_make_alone_lists_every_verb():
    ran = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = (line.split()[1:] for line in makefile.splitlines() if line.startswith(".PHONY:"))
    listed = [line.split()[1] for line in ran.stdout.splitlines() if line.startswith("  make ")]
    assert listed == [verb for verb in phony if verb != "help"]
