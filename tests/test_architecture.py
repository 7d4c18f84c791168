"""The imports of every module, held to the contracts in pyproject.toml."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint(folder, *contracts):
    """Check the package in a folder against the contracts of pyproject.toml."""
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


def test_a_module_that_leaves_its_place_is_found(tmp_path):
    package = tmp_path / "course_utils"
    shutil.copytree(ROOT / "course_utils", package, ignore=shutil.ignore_patterns("__pycache__"))
    with (package / "plots" / "digits.py").open("a", encoding="utf-8") as end:
        end.write("\nimport course_utils.widgets.guesses\n")
    found = lint(tmp_path)
    assert found.returncode == 1, found.stdout
    assert "1 broken" in found.stdout and "course_utils.plots.digits" in found.stdout, found.stderr
