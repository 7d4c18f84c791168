# Two commands matter: `make lab` to learn, `make test` after a change. `make` alone lists the rest.
# Windows has no make: README.md has the same steps with `py`, `pip` and `course`.

SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help setup lab test test-browser test-hub test-oldest nbgrader nbgrader-all fairness mutants bench pictures exercises notebooks site clean

# The environments are made with the first of these that TensorFlow comes for; PYTHON=... names another.
PYTHONS := $(or $(PYTHON),python3 python3.13 python3.12 python3.11)

# tests/conftest.py names the groups of tests that stay with one worker.
SIDE_BY_SIDE := -n auto --dist loadgroup

help:
	@echo "Verbs:"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/.ready  ## make .venv with everything that learners need

lab: .venv/.ready  ## open JupyterLab on the first lesson; Ctrl-C stops it
	@.venv/bin/course lab

test: .venv/.ready-test  ## style, package, notebooks: everything that no verb below has
	@.venv/bin/course test

test-browser: .venv/.ready-test site  ## a person's way through JupyterLab and the web pages, in headless Chromium (which must be installed)
	@.venv/bin/python -m pytest -n 2 --dist loadfile tests/browser

test-hub: .venv-hub/.ready  ## the live class as a service of a real JupyterHub on this computer, with three users
	@.venv-hub/bin/python -m pytest tests/hub

test-oldest: .venv-oldest/.ready  ## solutions and known answers with the oldest TensorFlow and Keras that we promise
	@.venv-oldest/bin/python -m pytest $(SIDE_BY_SIDE) -m oldest --draws 0 \
	    tests/answers tests/checks/learner_side tests/test_exercises.py

nbgrader: .venv/.ready .venv-nbgrader/.ready  ## nbgrader's marks for four lessons: their solutions and untouched exercises
	@.venv-nbgrader/bin/python -m pytest tests/nbgrader

nbgrader-all: .venv/.ready .venv-nbgrader/.ready  ## the same for every lesson
	@.venv-nbgrader/bin/python -m pytest tests/nbgrader -m 'slow or not slow'

fairness: .venv/.ready-test  ## every known answer with new inputs 200 times, fewer where networks are built or trained; hours
	@.venv/bin/python -m pytest $(SIDE_BY_SIDE) tests/answers -m 'not networks' --draws 200
	@.venv/bin/python -m pytest $(SIDE_BY_SIDE) tests/answers -m 'networks and not trains' --draws 20
	@.venv/bin/python -m pytest $(SIDE_BY_SIDE) tests/answers -m trains -k right --draws 20
	@.venv/bin/python -m pytest $(SIDE_BY_SIDE) tests/answers -m trains -k wrong --draws 4

mutants: .venv/.ready-test  ## remove each expectation of each check in turn: does a wrong answer then get through?
	@.venv/bin/python -m tests.answers.mutants

bench: .venv/.ready-test  ## how fast checks, grading (beside nbgrader), lessons and the live class are; three to ten minutes
	@.venv/bin/python -m benchmarks

pictures: .venv/.ready-test  ## the pictures of README.md, as the course looks now (needs Chromium)
	@.venv/bin/python -m tests.browser.pictures

exercises: .venv/.ready  ## regenerate exercises/ from solutions/
	@.venv/bin/course build exercises

notebooks: .venv/.ready  ## run lessons and solutions, and save them with their outputs
	@.venv/bin/course build notebooks

site: .venv-site/.ready  ## build the course as web pages in build/site, from the saved notebooks; nothing is run
	@rm -rf build/site
	@.venv-site/bin/python -m sphinx -q -W --keep-going -E -c site -d build/site-doctrees . build/site
	@echo "Open build/site/index.html"

clean:  ## remove the environments and what the tools leave; not your work
	rm -rf .venv .venv-hub .venv-oldest .venv-nbgrader .venv-site .pytest_cache .ruff_cache .import_linter_cache .mypy_cache build *.egg-info
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

# Make an environment in $(1) that finds in .venv whatever it does not have itself.
define on_top
	@.venv/bin/python -m venv --clear $(1)
	@.venv/bin/python -c 'import os, sysconfig; print(sysconfig.get_path("purelib"), os.getcwd(), sep="\n")' \
	    > "$$($(1)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/below.pth"
endef

# Everything but TensorFlow and Keras is that of .venv, so that only these two are fetched.
.venv-oldest/.ready: .venv/.ready-test
	$(call on_top,.venv-oldest)
	@echo "Installing the oldest TensorFlow and Keras into .venv-oldest"
	@.venv-oldest/bin/python -m pip install -q --disable-pip-version-check --no-deps \
	    $$(.venv/bin/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["oldest"])')
	@touch $@

.venv-hub/.ready: .venv/.ready-test
	$(call on_top,.venv-hub)
	$(call install,.venv-hub,-e '.[hub]',constraints.txt)

.venv-nbgrader/.ready: pyproject.toml constraints.txt
	$(call environment,.venv-nbgrader)
	$(call install,.venv-nbgrader,nbgrader pytest,constraints.txt)

.venv-site/.ready: pyproject.toml constraints.txt
	$(call environment,.venv-site)
	$(call install,.venv-site,sphinx myst-nb pydata-sphinx-theme,constraints.txt)

comma := ,
