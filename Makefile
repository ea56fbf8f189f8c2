# `make` alone lists the commands.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help demo run test test-full check format accuracy bench

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

.venv/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

demo: .venv/installed ## Watch the whole job on a bundled newsroom: no account, no internet
	@$(BIN)/ofsted-monitor demo

run: .venv/installed ## Run the monitor with config.yaml until Ctrl-C
	@$(BIN)/ofsted-monitor run

check: .venv/installed ## Check config.yaml and show whom each team watches
	@$(BIN)/ofsted-monitor check

test: .venv/installed ## Lint, types, layers and tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto

test-full: test ## The tests, then the long counts and the browser
	$(BIN)/pytest -m full

format: .venv/installed ## Format and tidy the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

accuracy: .venv/installed ## How often the classifier is right, on the project's own articles
	@$(BIN)/python -m tests.accuracy

bench: .venv/installed ## Measure speed; prints ratios against a limit measured in the same run
	@$(BIN)/python -m bench
