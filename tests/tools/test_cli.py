"""The `course` command: each of its words does what it says, and a wrong one is answered in a sentence."""

import json
import os
import re
import subprocess
import sys
from importlib.metadata import entry_points

import pytest

from course_utils import data, paths
from course_utils.tools import cli, lab, selftest


@pytest.fixture
def course(tmp_path, monkeypatch):
    """Make the current folder one that looks like the course's."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "00_welcome.ipynb").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Hide the course: it is neither in the current folder nor next to the package."""
    (tmp_path / "package" / "course_utils").mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "package" / "course_utils" / "folder.py"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys, *words):
    """Return the exit code and what was printed to stdout and stderr."""
    try:
        code = cli.main(list(words))
    except SystemExit as end:  # argparse's way
        code = end.code
    return code, *capsys.readouterr()


def test_alone_it_lists_its_verbs(capsys):
    code, out, said = run(capsys)
    assert (code, out) == (2, "")
    for verb in ("lab", "doctor", "data", "test"):
        assert f"\n    {verb} " in said


def test_help_comes_at_once_and_loads_nothing_heavy():
    code = (
        "import sys, time; start = time.perf_counter()\n"
        "from course_utils.tools.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "import json; print(json.dumps([time.perf_counter() - start, sorted(sys.modules)]))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    seconds, modules = json.loads(ran.stdout.splitlines()[-1])
    assert not {"tensorflow", "keras", "matplotlib", "numpy", "jupyterlab"} & set(modules)
    assert seconds < 0.5


def test_an_unknown_verb_is_answered_with_the_known_ones(capsys):
    code, _, said = run(capsys, "labb")
    assert code == 2
    assert "invalid choice: 'labb'" in said
    assert "doctor" in said


@pytest.mark.parametrize("port", ["0", "65536", "-1", "abc"])
def test_a_port_that_is_none_is_refused(capsys, port):
    code, _, said = run(capsys, "lab", "--port", port)
    assert code == 2
    assert "--port" in said
    assert "Traceback" not in said


def test_lab_is_given_the_folder_and_the_wishes(capsys, course, monkeypatch):
    asked = []
    monkeypatch.setattr(lab, "open_lab", lambda *args, **kwargs: asked.append((args, kwargs)))
    assert run(capsys, "lab")[0] == 0
    assert run(capsys, "lab", "--no-browser", "--port", "9000")[0] == 0
    assert asked == [((course,), {"browser": True, "port": None}), ((course,), {"browser": False, "port": 9000})]


def test_a_taken_port_is_a_sentence(capsys, course, monkeypatch):
    def taken(*_, **__):
        raise lab.PortError("port 9000 cannot be used")

    monkeypatch.setattr(lab, "open_lab", taken)
    assert run(capsys, "lab", "--port", "9000") == (2, "", "course: port 9000 cannot be used\n")


@pytest.mark.parametrize("verb", ["lab", "test"])
def test_outside_the_course_it_says_where_to_go(capsys, elsewhere, verb):
    code, out, said = run(capsys, verb)
    assert (code, out) == (2, "")
    assert str(elsewhere) in said
    assert "Go to the folder that you cloned the course into" in said
    assert "Traceback" not in said


def test_the_folder_is_found_from_below_and_beside_the_package(elsewhere, monkeypatch):
    for place in (elsewhere / "package", elsewhere / "other"):
        (place / "notebooks").mkdir(parents=True)
        (place / "notebooks" / "00_welcome.ipynb").touch()
    assert paths.course_folder() == elsewhere / "package"
    monkeypatch.chdir(elsewhere / "other" / "notebooks")
    assert paths.course_folder() == elsewhere / "other"  # where one stands comes first


def test_ctrl_c_ends_without_a_traceback(capsys, course, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(lab, "open_lab", interrupted)
    assert run(capsys, "lab") == (130, "", "")


def test_data_lists_every_data_set_with_its_licence(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    monkeypatch.delenv("COURSE_DATA_DIR", raising=False)
    code, out, said = run(capsys, "data")
    assert (code, said) == (0, "")
    for one in data.catalogue():
        assert f"{one.name}: {one.title}, {one.size}, {one.licence}" in out
        assert f"  From: {one.citation}" in out
    assert out.count("  Available: ") == 3
    assert out.count("  Not available: ") == out.count("  To get it, ") == 3


@pytest.mark.parametrize(("name", "says"), [("co2", "Series("), ("reviews", "Reviews(source='grammar'")])
def test_data_with_a_name_of_the_courses_own(name, says, capsys):
    code, out, said = run(capsys, "data", name)
    assert code == 0 and out.startswith(says) and not said


def test_data_with_a_name_fetches_it(capsys):
    code, out, said = run(capsys, "data", "embedded")
    assert (code, said) == (0, "")
    assert out == f"{data.load_digits('embedded')}\n"


def test_data_with_an_unknown_name_lists_the_known_ones(capsys):
    code, out, said = run(capsys, "data", "minst")
    assert (code, out) == (2, "")
    names = "embedded, mnist, fashion_mnist, co2, reviews, imdb"
    assert said == f"course: there is no data set 'minst'; the data sets are {names}\n"


def test_data_that_cannot_be_loaded_say_why(capsys, tmp_path, monkeypatch):
    (tmp_path / "mnist.npz").write_bytes(b"not a zip file")
    monkeypatch.setenv("COURSE_DATA_DIR", str(tmp_path))
    code, out, said = run(capsys, "data", "mnist")
    assert (code, out) == (1, "")
    assert str(tmp_path / "mnist.npz") in said
    assert "Traceback" not in said


def test_a_terminal_that_lacks_letters_gets_no_traceback():
    ran = subprocess.run(
        [sys.executable, "-c", "from course_utils.tools.cli import main; raise SystemExit(main(['data', 'Жук']))"],
        env=os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        capture_output=True,
        timeout=60,
    )
    assert ran.stderr.startswith(b"course: there is no data set '???'; the data sets are embedded")
    assert ran.returncode == 2


def test_build_cards_writes_the_page_and_runs_no_notebook(capsys, course, monkeypatch):
    monkeypatch.setattr("course_utils.tools.casecards.page", lambda: "<h1>all cards</h1>")
    assert run(capsys, "build", "cards") == (0, "", "")
    assert (course / "docs" / "case_cards.html").read_text(encoding="utf-8") == "<h1>all cards</h1>"
    assert (course / "notebooks" / "00_welcome.ipynb").read_bytes() == b""


def test_test_runs_every_part_and_fails_if_one_fails(capfd, tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_HOME", "the tester's own")
    (tmp_path / "good.py").write_text("import os; print(os.getcwd(), os.environ['COURSE_HOME'])", encoding="utf-8")
    (tmp_path / "bad.py").write_text("raise SystemExit(3)", encoding="utf-8")
    assert selftest.run_all(tmp_path, {"first": ("good",), "second": ("good",)}) == 0
    out = capfd.readouterr().out
    assert str(tmp_path) in out
    assert "the tester's own" not in out
    assert re.search(r"^first: passed in \d+ s\nsecond: passed in \d+ s$", out, re.MULTILINE)
    assert selftest.run_all(tmp_path, {"first": ("bad",), "second": ("good",)}) == 1
    out = capfd.readouterr().out
    assert re.search(r"^first: FAILED in \d+ s\nsecond: passed in \d+ s$", out, re.MULTILINE)


def test_test_is_given_the_folder(capsys, course, monkeypatch):
    monkeypatch.setattr(selftest, "run_all", lambda place: 7 if place == course else 0)
    assert run(capsys, "test")[0] == 7


def test_the_installed_command_is_this_one():
    (command,) = entry_points(group="console_scripts", name="course")
    assert command.load() is cli.main
