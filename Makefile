# Each target builds what it needs in .venv; nothing else has to be set up.
#
#   make scan              scan the sample app
#   make scan REPO=path    scan any other folder
#   make test              run the tests
#   make lint              lint, format check, types, layering

PYTHON ?= python3
REPO ?= fixtures/sample-app
# Handed over in the environment, so that a path may hold spaces and quotes.
export REPO
export PIP_DISABLE_PIP_VERSION_CHECK = 1

BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)

.PHONY: help scan test lint clean
.NOTPARALLEL:

help:
	@sed -n 's/^#   //p' Makefile

scan: .venv/.installed
	@"$(BIN)/python" -m readiness_scan "$$REPO"

test: .venv/.test
	"$(BIN)/python" -m pytest

lint: .venv/.lint
	"$(BIN)/ruff" check
	"$(BIN)/ruff" format --check
	"$(BIN)/mypy"
	"$(BIN)/lint-imports"

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/.created:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "readiness-scan needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	"$(PYTHON)" -m venv .venv
	@"$(BIN)/python" -m pip install --quiet --upgrade "pip>=25.1"
	@touch $@

.venv/.installed: .venv/.created pyproject.toml
	"$(BIN)/python" -m pip install --quiet --editable .
	@touch $@

.venv/.test: .venv/.installed
	"$(BIN)/python" -m pip install --quiet --group test
	@touch $@

# Types are checked in the tests too, so the linters need the test group beside them.
.venv/.lint: .venv/.test
	"$(BIN)/python" -m pip install --quiet --group lint
	@touch $@
