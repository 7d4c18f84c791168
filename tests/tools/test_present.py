"""`course present`: the copy that it shows, the extension that JupyterLab loads, and what the command refuses."""

import json
import subprocess
import sysconfig
from pathlib import Path

import nbformat

from course_utils.tools import cli, present
from course_utils.tools.lab import PortError

ROOT = Path(__file__).parents[2]
EXTENSION = present.FOLDER / "labextension" / "course-presenter"
LESSON = ROOT / "notebooks" / "03a_training_and_evaluation.ipynb"


def test_the_copy_has_everything_but_the_outputs(tmp_path):
    before = LESSON.read_bytes()
    copy = nbformat.read(present.copy_lesson(LESSON, tmp_path), as_version=4)
    lesson = nbformat.read(LESSON, as_version=4)
    assert [cell.source for cell in copy.cells] == [cell.source for cell in lesson.cells]
    assert copy.cells[1].metadata["jupyter"]["source_hidden"]  # set-up stays folded
    assert any(cell.get("outputs") for cell in lesson.cells)
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in copy.cells)
    assert LESSON.read_bytes() == before


def test_jupyterlab_finds_the_script_and_the_script_finds_its_style():
    package = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
    assert package["name"] == EXTENSION.name
    script = EXTENSION / package["jupyterlab"]["_build"]["load"]
    assert f'containers["{package["name"]}"] =' in script.read_text(encoding="utf-8")
    assert (script.parent / "presenter.css").is_file()


def test_the_script_is_clean():
    linter = Path(sysconfig.get_path("scripts"), "oxlint")
    command = [linter, "--deny-warnings", "--config", ROOT / ".oxlintrc.json", EXTENSION]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout


def test_a_short_name_is_enough_and_an_unknown_one_is_refused(monkeypatch, capsys):
    asked = []
    monkeypatch.setattr(present, "present", lambda lesson, **wishes: asked.append((lesson, wishes)))
    assert cli.main(["present", "03a"]) == 0
    assert cli.main(["present", "03a_training_and_evaluation", "--no-browser", "--port", "9000"]) == 0
    assert asked == [(LESSON, {"browser": True, "port": None}), (LESSON, {"browser": False, "port": 9000})]
    for name in ("3", "all"):
        assert cli.main(["present", name]) == 2
        assert "there is no lesson" in capsys.readouterr().err


def test_a_taken_port_is_a_sentence(monkeypatch, capsys):
    def taken(*_, **__):
        raise PortError("port 9000 cannot be used")

    monkeypatch.setattr(present, "present", taken)
    assert cli.main(["present", "03a", "--port", "9000"]) == 2
    assert capsys.readouterr().err == "course: port 9000 cannot be used\n"


def test_the_settings_keep_those_of_course_lab():
    ours = json.loads((present.FOLDER / "config/labconfig/default_setting_overrides.json").read_text(encoding="utf-8"))
    lab = ROOT / "course_utils/tools/jupyter_config/labconfig/default_setting_overrides.json"
    assert ours.items() >= json.loads(lab.read_text(encoding="utf-8")).items()
