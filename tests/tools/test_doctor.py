"""The examination of `course doctor`: it finds a machine's faults, says what to do, and passes a sound machine."""

import os
import re
import sqlite3
import sys

import pytest

from course_utils.tools import doctor, platform_check
from course_utils.tools.doctor import Finding
from tests.tools.test_platform_check import LINUX

BOUNDS = ["keras<3.16,>=3.12", "packaging>=24", "numpy<3,>=2.0"]
INSTALLED = {"keras": "3.13.2", "packaging": "26.3", "numpy": "2.4.6"}


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Keep everything that belongs to a person in an empty folder."""
    for name in ("COURSE_HOME", "KERAS_HOME", "JUPYTER_DATA_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name))
    for name in ("COURSE_DATA_DIR", "COURSE_DATASET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KERAS_BACKEND", "tensorflow")
    return tmp_path


def ran(code):
    """Return the command of a trial that runs these lines in TensorFlow's place."""
    return (sys.executable, "-c", code)


# ---- the whole


def test_a_sound_machine_can_run_the_course(place, capsys):
    assert doctor.examine() == 0
    out = capsys.readouterr().out
    assert "PROBLEM" not in out
    assert re.search(r"^ok       TensorFlow starts in \d+\.\d s and computes with \d+ CPU", out, re.MULTILINE)
    assert "\nThe course can run." in out
    for line in out.splitlines():
        assert re.match(r"(ok|note) +\S|         What to do: \S|The course can run|$", line), line


def test_a_problem_gives_exit_code_1_and_a_note_does_not(place, monkeypatch, capsys):
    monkeypatch.setattr(doctor, "tensorflow", lambda: [])
    monkeypatch.setattr(doctor, "machine", lambda: [Finding("note", "Little memory.", "Close something.")])
    assert doctor.examine() == 0
    assert "note     Little memory.\n         What to do: Close something.\n" in capsys.readouterr().out
    monkeypatch.setattr(doctor, "machine", lambda: [Finding("problem", "No memory.", "Buy some.")])
    assert doctor.examine() == 1
    out = capsys.readouterr().out
    assert "PROBLEM  No memory.\n         What to do: Buy some.\n" in out
    assert out.endswith("The course cannot run yet: 1 problem, see above.\n")


def test_where_packages_are_missing_the_rest_waits(monkeypatch, capsys):
    monkeypatch.setattr(doctor, "_version", lambda name: None)
    assert doctor.examine() == 1
    out = capsys.readouterr().out
    assert "PROBLEM  tensorflow is not installed." in out
    assert "Install these first." in out
    assert "Memory" not in out


# ---- Python


def test_a_supported_python_is_named():
    (found,) = doctor.python(LINUX)
    assert (found.kind, found.remedy) == ("ok", "")
    assert found.text.startswith("Python 3.12.4 on Linux x86_64, ")
    assert sys.executable in found.text


def test_another_is_a_problem_with_a_way_out():
    (found,) = doctor.python(LINUX | {"version": (3, 14, 0)})
    assert found.kind == "problem"
    assert found.text.startswith("This is Python 3.14.0; the course needs")
    assert found.remedy == platform_check.WAY_OUT


# ---- packages


def test_packages_within_their_bounds_are_named():
    assert doctor.packages(BOUNDS, INSTALLED.get) == [
        Finding("ok", "keras 3.13.2"),
        Finding("ok", "packaging 26.3"),
        Finding("ok", "numpy 2.4.6"),
    ]


@pytest.mark.parametrize(
    ("version", "says"),
    [
        ("3.11.3", "keras 3.11.3 is too old; the course needs <3.16,>=3.12."),
        ("2.15.0", "keras 2.15.0 is too old; the course needs <3.16,>=3.12."),
        ("3.16.0", "keras 3.16.0 is too new; the course needs <3.16,>=3.12."),
        ("10.0", "keras 10.0 is too new; the course needs <3.16,>=3.12."),
        (None, "keras is not installed."),
    ],
)
def test_a_package_out_of_bounds_is_a_problem(version, says):
    problems = [f for f in doctor.packages(BOUNDS, (INSTALLED | {"keras": version}).get) if f.kind != "ok"]
    assert [(f.kind, f.text) for f in problems] == [("problem", says)]
    assert f'"{sys.executable}" -m pip install -c constraints.txt -e .' in problems[0].remedy


def test_without_packaging_the_missing_are_still_named():
    found = doctor.packages(BOUNDS, {"keras": "1.0"}.get)
    assert [f.text for f in found] == ["packaging is not installed.", "numpy is not installed."]


def test_a_course_that_is_not_installed_is_a_problem(monkeypatch):
    monkeypatch.setattr(doctor, "DISTRIBUTION", "no-such-distribution")
    assert doctor._requirements() is None
    (found,) = doctor.packages(None, INSTALLED.get)
    assert (found.kind, "not installed in this Python" in found.text) == ("problem", True)


def test_bounds_are_those_of_the_installed_course_without_its_extras():
    names = [re.match(r"[\w-]+", line)[0] for line in doctor._requirements()]
    assert {"tensorflow", "keras", "numpy"} <= set(names)
    assert not {"pytest", "ruff", "nbgrader"} & set(names)
    assert names.count("tensorflow") == 1


# ---- Keras and TensorFlow


def test_another_backend_is_a_problem():
    assert [f.kind for f in doctor.backend({})] == ["ok"]
    assert [f.kind for f in doctor.backend({"KERAS_BACKEND": "tensorflow"})] == ["ok"]
    (found,) = doctor.backend({"KERAS_BACKEND": "jax"})
    assert (found.kind, "'jax'" in found.text, "Remove the variable" in found.remedy) == ("problem", True, True)


def test_devices_are_counted():
    line = '{"seconds": 3.21, "backend": "tensorflow", "devices": ["CPU", "GPU", "GPU"], "total": 6.0}'
    (found,) = doctor.tensorflow(ran(f"print('chatter'); print({line!r})"))
    assert found == Finding("ok", "TensorFlow starts in 3.2 s and computes with 1 CPU, 2 GPUs")


@pytest.mark.parametrize(
    ("code", "system", "says", "way_out"),
    [
        ("raise ImportError('broken')", "linux", r"\(exit code 1\): ImportError: broken", "fresh environment"),
        ("raise ImportError('DLL load failed')", "win32", "DLL load failed", "Visual C\\+\\+ Redistributable"),
        ("raise ImportError('DLL load failed')", "linux", "DLL load failed", "fresh environment"),
        (
            "import os; os.write(2, b'compiled to use AVX instructions'); os._exit(6)",
            "win32",
            r"\(exit code 6\): compiled to use AVX",
            "lacks AVX",
        ),
        ("raise SystemExit(3)", "linux", r"\(exit code 3\): there is no error message", "fresh environment"),
    ],
)
def test_a_tensorflow_that_does_not_start_is_a_problem(code, system, says, way_out):
    (found,) = doctor.tensorflow(ran(code), system=system)
    assert found.kind == "problem"
    assert re.search(f"TensorFlow does not start .*{says}", found.text)
    assert re.search(way_out, found.remedy)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes in another way")
@pytest.mark.parametrize(("signal", "way_out"), [("SIGILL", "lacks AVX"), ("SIGKILL", "memory ran out")])
def test_a_tensorflow_that_is_killed_is_a_problem(signal, way_out):
    (found,) = doctor.tensorflow(ran(f"import os, signal; os.kill(os.getpid(), signal.{signal})"))
    assert found.text == f"TensorFlow does not start (stopped by {signal}): there is no error message"
    assert way_out in found.remedy


def test_a_tensorflow_that_hangs_is_a_problem():
    (found,) = doctor.tensorflow(ran("import time; time.sleep(60)"), seconds=0.3)
    assert (found.kind, found.text) == ("problem", "TensorFlow has not started within 0.3 s.")


# ---- JupyterLab


def test_an_extension_that_is_missing_is_a_problem(tmp_path):
    (tmp_path / "@jupyter-widgets" / "jupyterlab-manager").mkdir(parents=True)
    (found,) = doctor.jupyter([str(tmp_path)], sys.executable)
    assert found.kind == "problem"
    assert "lacks the extension anywidget" in found.text
    assert found.remedy.endswith("-m pip install --force-reinstall --no-deps anywidget")
    (tmp_path / "anywidget").mkdir()
    assert [f.kind for f in doctor.jupyter(["/no/such/folder", str(tmp_path)], sys.executable)] == ["ok"]


def test_another_python_behind_the_notebooks_is_a_problem(tmp_path):
    (found,) = doctor.jupyter(kernel=str(tmp_path / "bin" / "python"))
    assert found.kind == "problem"
    assert f"a different Python, {tmp_path / 'bin' / 'python'}" in found.text
    assert "ipykernel install --sys-prefix" in found.remedy
    assert [f.kind for f in doctor.jupyter(kernel="python3")] == ["ok"]


def test_a_kernel_of_another_environment_is_found_where_jupyter_keeps_it(place, monkeypatch):
    kernel = place / "JUPYTER_DATA_DIR" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    (kernel / "kernel.json").write_text(
        '{"argv": ["/elsewhere/bin/python", "-m", "ipykernel_launcher"], "display_name": "P", "language": "python"}'
    )
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "0")
    (found,) = doctor.jupyter()
    assert "a different Python, /elsewhere/bin/python" in found.text


# ---- folders and data


def test_the_folder_is_named_or_told_how_to_find(tmp_path):
    def lost():
        raise FileNotFoundError("notebooks/00_welcome.ipynb is not here. Go to the folder.")

    assert doctor.folder(lambda: tmp_path) == [Finding("ok", f"The course's folder is {tmp_path}")]
    assert doctor.folder(lost) == [Finding("note", "notebooks/00_welcome.ipynb is not here.", "Go to the folder.")]


def test_a_home_that_can_be_written_is_named(place):
    (found,) = doctor.home()
    assert found == Finding("ok", f"Your work is saved in {place / 'COURSE_HOME'}")
    left = {path.stem for path in (place / "COURSE_HOME").iterdir()}
    assert left == {"course"}  # the record and what belongs to it, nothing of the trial


def test_a_home_that_cannot_be_written_is_a_note(place):
    (place / "COURSE_HOME").write_text("a file where a folder should be")
    (found,) = doctor.home()
    assert found.kind == "note"
    assert str(place / "COURSE_HOME") in found.text
    assert "COURSE_HOME" in found.remedy


def test_a_damaged_record_is_told(place):
    (place / "COURSE_HOME").mkdir()
    (place / "COURSE_HOME" / "course.sqlite").write_bytes(b"no database at all" * 100)
    (found,) = doctor.home()
    assert found.kind == "note"
    with sqlite3.connect(place / "COURSE_HOME" / "course.sqlite") as mended:
        assert mended.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_data_at_hand_and_not(place, monkeypatch):
    found = doctor.datasets()
    assert [f.kind for f in found] == ["ok", "note", "note", "ok", "ok", "note"]
    assert "embedded" in found[0].text
    assert "COURSE_DATA_DIR" in found[1].remedy

    (place / "data").mkdir()
    (place / "data" / "mnist.npz").touch()
    monkeypatch.setenv("COURSE_DATA_DIR", str(place / "data"))
    found = doctor.datasets()
    assert found[0] == Finding("ok", f"COURSE_DATA_DIR is {place / 'data'}")
    assert str(place / "data" / "mnist.npz") in found[2].text
    assert found[2].kind == "ok"

    monkeypatch.setenv("COURSE_DATA_DIR", str(place / "no-such-folder"))
    assert doctor.datasets()[0].kind == "note"
    assert "which is not a folder" in doctor.datasets()[0].text


# ---- the machine


def test_whether_learners_code_can_be_shut_in():
    assert [finding.kind for finding in doctor.walls(lambda: "")] == ["ok"]
    [finding] = doctor.walls(lambda: "bubblewrap is not installed: `sudo apt install bubblewrap`")
    assert finding.kind == "note" and "only if you grade other people" in finding.text
    assert finding.remedy == "Bubblewrap is not installed: `sudo apt install bubblewrap`."


def test_memory_cores_and_disk_are_named(place):
    memory, cores, disk = doctor.machine()
    assert re.fullmatch(r"Memory: \d+\.\d GB, of which \d+\.\d GB are available.*", memory.text)
    assert re.fullmatch(r"Processor: \d+ cores?", cores.text)
    assert int(cores.text.split()[1]) <= os.cpu_count()
    assert re.fullmatch(r"Disk: \d+\.\d GB free.*", disk.text)


def test_too_little_of_it_is_a_note(place):
    memory, cores, disk = doctor.machine(memory=(4.0, 0.9), cores=1, free=0.2)
    assert memory.text == "Memory: 4.0 GB, of which 0.9 GB are available; at least 2 GB are recommended."
    assert "Close other programs" in memory.remedy
    assert cores == Finding("ok", "Processor: 1 core")
    assert disk.text == "Disk: 0.2 GB free; at least 1 GB are recommended."
    assert [f.kind for f in (memory, disk)] == ["note", "note"]
    assert [f.kind for f in doctor.machine(memory=(4.0, 2.0), cores=2, free=1.0)] == ["ok", "ok", "ok"]
