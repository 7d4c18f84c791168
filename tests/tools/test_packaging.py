"""The files that say which packages the course needs: they agree with each other, and with what it imports."""

import ast
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
DEPENDENCIES = [Requirement(line) for line in PROJECT["dependencies"]]
CONSTRAINTS = [
    Requirement(line)
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
INSTALLED_AS = metadata.packages_distributions()  # sklearn: comes with scikit-learn
PINS = {canonicalize_name(pin.name): pin for pin in CONSTRAINTS}

OURS = {"course_utils", "tests", "benchmarks"}

# Needed, and imported by nobody here: what it is needed for.
NOT_IMPORTED = {
    "tensorflow": "Keras computes with it",
    "jupyterlab": "started, not imported at the top of a file",
    "jsonschema": "JupyterLab and nbformat import it; its version decides how fast they start",
}


def version(name):
    """Return the version that constraints.txt pins."""
    (pin,) = PINS[canonicalize_name(name)].specifier
    return pin.version


def asked_by(name, extras=frozenset()):
    """Return what an installed package asks for on this system."""
    for line in metadata.requires(name) or []:
        requirement = Requirement(line)
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": e}) for e in {"", *extras}):
            yield requirement


def imported(file):
    """Return the packages outside of the standard library that a file imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module]
        yield from {name.split(".")[0] for name in names} - sys.stdlib_module_names - OURS


def distributions(package):
    """Return the names under which an import can be installed."""
    # what only another environment has, such as jupyterhub, is installed under the name of its import
    return {canonicalize_name(name) for name in INSTALLED_AS.get(package, [package])}


# ---- pyproject.toml and constraints.txt


@pytest.mark.parametrize("requirement", DEPENDENCIES, ids=str)
def test_a_dependency_has_a_lowest_version(requirement):
    assert [bound.operator for bound in requirement.specifier].count(">=") == 1
    assert {bound.operator for bound in requirement.specifier} <= {">=", "<"}


OTHERS = [line for extra in ("hub", "test", "nbgrader", "site", "slides") for line in EXTRAS[extra]]


@pytest.mark.parametrize("line", [*PROJECT["dependencies"], *OTHERS])
def test_a_dependency_is_pinned_within_its_bounds(line):
    requirement = Requirement(line)
    assert requirement.specifier.contains(version(requirement.name))


def test_a_constraint_is_one_version_of_one_package_and_no_address():
    for pin in CONSTRAINTS:
        assert [bound.operator for bound in pin.specifier] == ["=="], pin
        assert "*" not in str(pin.specifier), pin
        assert pin.url is None, pin
    assert len(PINS) == len(CONSTRAINTS)


def test_everything_that_comes_along_is_pinned():
    waiting, seen = ["neural-network-course"], set()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        extras = {"test"} if name == "neural-network-course" else set()
        asked = {canonicalize_name(requirement.name) for requirement in asked_by(name, extras)}
        waiting += asked - seen - set(waiting)
    assert len(seen) > 100  # so the walk has walked
    assert seen - {"neural-network-course"} <= set(PINS)


def test_what_is_pinned_fits_together():
    for name, pin in PINS.items():
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:  # another system's, or nbgrader's
            continue
        if installed != version(name):  # this environment is not the pinned one: what it asks for may differ
            continue
        for requirement in asked_by(name):
            assert requirement.specifier.contains(version(requirement.name), prereleases=True), f"{pin}: {requirement}"


def test_oldest_is_the_lower_bound_of_tensorflow_and_keras():
    lowest = {one.name: bound.version for one in DEPENDENCIES for bound in one.specifier if bound.operator == ">="}
    oldest = {Requirement(line).name: str(Requirement(line).specifier) for line in EXTRAS["oldest"]}
    assert set(oldest) == {"tensorflow", "keras"}
    for name, specifier in oldest.items():
        assert re.fullmatch(rf"=={re.escape(lowest[name])}\.(\*|0)", specifier)


@pytest.mark.parametrize("python", ["3.11.0", "3.12.0", "3.13.0"])
def test_each_promised_python_is_allowed(python):
    assert SpecifierSet(PROJECT["requires-python"]).contains(python)


# ---- environment.yml


def test_conda_names_five_packages_and_installs_the_versions_that_are_tested():
    lines = (ROOT / "environment.yml").read_text(encoding="utf-8").splitlines()
    start = lines.index("dependencies:")
    python, *rest = (line.strip().removeprefix("- ") for line in lines[start + 1 :])
    named = ["tensorflow", "jupyterlab", "nbval", "matplotlib", "ipywidgets"]
    assert rest == ["pip", "pip:", "-c constraints.txt", *named, "-e ."]  # no version beside those of constraints.txt
    needed = {requirement.name for requirement in [*DEPENDENCIES, *map(Requirement, EXTRAS["test"])]}
    assert set(named) <= needed & set(PINS)
    name, _, wanted = python.partition("=")
    assert name == "python"
    assert SpecifierSet(PROJECT["requires-python"]).contains(f"{wanted}.0")
    assert f"name: {PROJECT['name']}" in lines


# ---- imports


def test_what_the_package_imports_is_a_dependency():
    declared = {canonicalize_name(one.name) for one in DEPENDENCIES}
    extra = {name: {canonicalize_name(Requirement(line).name) for line in lines} for name, lines in EXTRAS.items()}
    for file in (ROOT / "course_utils").rglob("*.py"):
        allowed = set(declared)
        if file.name == "cluster.py":  # which says so where it is missing
            allowed |= extra["cluster"]
        if file.name == "hub.py":  # as `course serve` does
            allowed |= extra["hub"]
        if file.parent.name == "slides":  # as `course slides` does
            allowed |= extra["slides"]
        for package in imported(file):
            assert distributions(package) & allowed, f"{file.name} imports {package}"


def test_what_the_tests_import_is_a_dependency_or_the_extra_test():
    declared = {canonicalize_name(one.name) for one in DEPENDENCIES}
    declared |= {canonicalize_name(Requirement(line).name) for line in EXTRAS["test"]}
    for file in (ROOT / "tests").rglob("*.py"):
        if {"hub", "nbgrader"} & {*file.parts} or "attacks" in file.parts[:-1] and "notebooks" in file.parts:
            continue  # they have environments of their own; a learner's code, of which nothing runs here
        for package in imported(file):
            assert distributions(package) & declared, f"{file.relative_to(ROOT)} imports {package}"


def test_every_dependency_is_imported():
    used = {
        name
        for file in (ROOT / "course_utils").rglob("*.py")
        for package in imported(file)
        for name in distributions(package)
    }
    unused = {canonicalize_name(one.name) for one in DEPENDENCIES} - used
    assert unused <= set(NOT_IMPORTED), f"{unused - set(NOT_IMPORTED)}: take them out of pyproject.toml"


def test_no_module_hides_one_of_pythons_own():
    """`python course_utils/tools/platform_check.py` has this folder first on its path."""
    names = {path.stem for path in (ROOT / "course_utils").iterdir() if not path.stem.startswith("__")}
    assert "storage" in names
    assert not names & sys.stdlib_module_names


# ---- addresses and licences


@pytest.mark.parametrize(
    "name", ["pyproject.toml", "constraints.txt", "environment.yml", "Makefile", ".ci/run", ".gitattributes"]
)
def test_no_file_of_the_house_names_a_registry_or_a_machine(name):
    said = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|/home/|/root/|/tmp/|/Users/", said)


def test_both_licences_are_there_and_named():
    code, text = ((ROOT / name).read_text(encoding="utf-8") for name in PROJECT["license-files"])
    assert PROJECT["license"] == "MIT AND CC-BY-4.0"
    assert code.startswith("MIT License\n\nCopyright (c) 2026 the maintainers of this course\n")
    assert "Copyright (c) 2026 the maintainers of this course" in text
    assert "Creative Commons Attribution 4.0 International Public License" in text
