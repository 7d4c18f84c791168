"""The files for GitHub Actions and pre-commit run what README.md and pyproject.toml promise."""

import re
import tomllib
from pathlib import Path

import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]


def test_the_workflow_runs_our_ci_on_linux_and_readmes_steps_elsewhere():
    jobs = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))["jobs"]
    commands = {name: [step["run"] for step in job["steps"] if "run" in step] for name, job in jobs.items()}
    assert commands["linux"] == [".ci/run"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    steps = re.search(r"\*\*Windows\*\*.*?```\n(.*?)\n```", readme, re.DOTALL)[1].splitlines()
    assert steps[-1] == ".venv\\Scripts\\course lab"  # which no machine without a person can run
    assert commands["windows"][: len(steps) - 1] == steps[:-1]
    assert commands["macos"][0] == "make setup"
    for name, slash in (("windows", "\\"), ("macos", "/")):
        assert commands[name][-1].endswith(f"course check solutions{slash}00_welcome.ipynb")


def test_pre_commit_has_our_ruff_and_our_own_checks_of_the_notebooks():
    repositories = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    [bound] = [Requirement(line) for line in project["optional-dependencies"]["test"] if line.startswith("ruff")]
    [version] = [one["rev"] for one in repositories if one["repo"].endswith("ruff-pre-commit")]
    assert bound.specifier.contains(version.removeprefix("v"))
    hooks = {hook["id"]: hook for one in repositories for hook in one["hooks"]}
    assert hooks["exercises"]["entry"] == "course build exercises"
    _, file, option, chosen = hooks["notebook-form"]["entry"].rsplit(" ", 3)
    assert option == "-k" and f"def test_notebooks_are_{chosen}(" in (ROOT / file).read_text(encoding="utf-8")
