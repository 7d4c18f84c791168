# Two commands matter: `make lab` to learn, `make test` after a change. `make` alone lists the rest.
# Windows has no make: README.md has the same steps with `py`, `pip` and `course`.

SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help setup lab test test-browser test-oldest nbgrader fairness mutants exercises notebooks clean

# The environments are made with the first of these that TensorFlow comes for; PYTHON=... names another.
PYTHONS := $(or $(PYTHON),python3 python3.13 python3.12 python3.11)

help:
	@echo "Verbs:"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/.ready  ## make .venv with everything that learners need

lab: .venv/.ready  ## open JupyterLab on the first lesson; Ctrl-C stops it
	@.venv/bin/course lab

test: .venv/.ready-test  ## style, package, notebooks: everything but the verbs below
	@.venv/bin/course test

test-browser: .venv/.ready-test  ## a person's way through JupyterLab, in headless Chromium (which must be installed)
	@.venv/bin/python -m pytest tests/browser

test-oldest: .venv-oldest/.ready  ## solutions and known answers with the oldest TensorFlow and Keras that we promise
	@FAIRNESS_SEEDS=$${FAIRNESS_SEEDS:-0} .venv-oldest/bin/python -m pytest -n 2 --dist loadgroup \
	    tests/answers/test_answers.py tests/checks/learner_side/test_models.py tests/test_exercises.py

nbgrader: .venv/.ready .venv-nbgrader/.ready  ## nbgrader's marks for the solutions and for untouched exercises
	@.venv-nbgrader/bin/python -m pytest tests/nbgrader

fairness: .venv/.ready-test  ## every known answer with 200 draws of its check's inputs, 20 where it builds or trains networks; hours
	@FAIRNESS_SEEDS=200 .venv/bin/python -m pytest -n auto --maxprocesses 4 --dist loadgroup tests/answers/test_answers.py

mutants: .venv/.ready-test  ## remove each expectation of each check in turn: does a wrong answer then get through?
	@.venv/bin/python -m tests.answers.mutants

exercises: .venv/.ready  ## make exercises/ anew from solutions/
	@.venv/bin/course build exercises

notebooks: .venv/.ready  ## run lessons and solutions, and save them with their outputs
	@.venv/bin/course build notebooks

clean:  ## remove the environments and what the tools leave; not your work
	rm -rf .venv .venv-oldest .venv-nbgrader .pytest_cache .ruff_cache .import_linter_cache .mypy_cache build *.egg-info
	find course_utils tests -name __pycache__ -type d -exec rm -rf {} +

# Make an environment in $(1), unless a sound one is there. No supported Python, and nothing is downloaded.
define environment
	@python=; for one in $(PYTHONS); do \
	    if "$$one" course_utils/tools/platform_check.py 2>/dev/null; then python=$$one; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	    command -v $(firstword $(PYTHONS)) >/dev/null || { \
	        echo "There is no $(firstword $(PYTHONS)) here. Install Python 3.13 from python.org or your system's packages."; \
	        exit 1; }; \
	    $(firstword $(PYTHONS)) course_utils/tools/platform_check.py; exit 1; \
	fi; \
	$(1)/bin/python -m pip --version >/dev/null 2>&1 || { \
	    echo "Making $(1) with $$("$$python" --version); this takes a few minutes."; "$$python" -m venv --clear $(1); }
endef

# Install $(2) into $(1) with the versions in the file $(3), and name what is large enough to wait for.
define install
	@echo "Installing into $(1): $(2)"
	@set -o pipefail; \
	$(1)/bin/python -m pip install --disable-pip-version-check -c $(3) $(2) | awk ' \
	    /MB\)/ { print "  " $$(NF-2), $$(NF-1), $$NF; fflush() } \
	    /^Installing collected/ { print "  unpacking …"; fflush() }'
	@touch $@
endef

.venv/.ready: pyproject.toml constraints.txt
	$(call environment,.venv)
	$(call install,.venv,-e .,constraints.txt)
	@echo "Ready. Next: make lab"

.venv/.ready-test: .venv/.ready
	$(call install,.venv,-e '.[test]',constraints.txt)

# Everything but TensorFlow and Keras is that of .venv, so that only these two are fetched.
.venv-oldest/.ready: .venv/.ready-test
	@.venv/bin/python -m venv --clear .venv-oldest
	@.venv/bin/python -c 'import os, sysconfig; print(sysconfig.get_path("purelib"), os.getcwd(), sep="\n")' \
	    > "$$(.venv-oldest/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/newest.pth"
	@echo "Installing the oldest TensorFlow and Keras into .venv-oldest"
	@.venv-oldest/bin/python -m pip install -q --disable-pip-version-check --no-deps \
	    $$(.venv/bin/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["oldest"])')
	@touch $@

.venv-nbgrader/.ready: pyproject.toml constraints.txt
	$(call environment,.venv-nbgrader)
	$(call install,.venv-nbgrader,nbgrader pytest,constraints.txt)

comma := ,
