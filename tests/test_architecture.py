"""Does each module import only what its place allows? The contracts stand in pyproject.toml."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint(folder, *contracts):
    """The contracts of pyproject.toml put to the package in a folder."""
    chosen = [f"--contract={contract}" for contract in contracts]
    return subprocess.run(
        [sys.executable, "-c", LINT, "--config", str(ROOT / "pyproject.toml"), "--no-cache", "--no-logo", *chosen],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )


def test_every_module_keeps_to_its_place():
    found = lint(ROOT)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize(
    ("contract", "module", "line"),
    [
        ("layers", "data.digits", "from course_utils.checks import expect"),
        ("layers", "plots.digits", "import course_utils.widgets.guess"),
        ("layers", "training", "from course_utils import drawing"),
        ("layers", "data.digits", "from course_utils import plots"),
        ("layers", "explore.widget", "from course_utils import guess"),
        ("layers", "doctor", "from course_utils import cli"),
        ("layers", "checks.expect", "from course_utils.grading import submissions"),
        ("layers", "grading.submissions", "from course_utils import cli"),
        ("layers", "supported", "from course_utils import home"),
        ("layers", "a_new_module", ""),
        ("checks", "checks.expect", "from course_utils import data"),
        ("checks", "checks.expect", "def later():\n    import course_utils.plots"),
        ("checks", "guess", "from course_utils.training import repeat"),
        ("explore", "explore.pixels", "from course_utils.storage import keep"),
        ("drawing", "drawing", "from course_utils import training"),
    ],
)
def test_a_module_that_leaves_its_place_is_found(contract, module, line, tmp_path):
    package = tmp_path / "course_utils"
    shutil.copytree(ROOT / "course_utils", package, ignore=shutil.ignore_patterns("__pycache__"))
    file = package.joinpath(*module.split(".")).with_suffix(".py")
    with file.open("a", encoding="utf-8") as end:
        end.write(f"\n{line}\n")
    found = lint(tmp_path, contract)
    assert found.returncode == 1, found.stdout
    assert "1 broken" in found.stdout, found.stderr
    assert module in found.stdout
