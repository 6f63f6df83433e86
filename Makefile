# Two commands on a fresh machine: `make run` and `make test`. Both set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
export PIP_DISABLE_PIP_VERSION_CHECK := 1
PIP := $(BIN)/python -m pip install --quiet --no-deps

.PHONY: help setup run test chaos bench audit test-setup lint types format docs lock clean

help:  ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# --no-deps: the lock files are complete, and pip's resolver refuses hashed extras otherwise.
$(VENV)/.ready: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-build-isolation -e .
	@touch $@

$(VENV)/.ready-dev: requirements-dev.lock $(VENV)/.ready
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

setup: $(VENV)/.ready  ## install everything into .venv

run: setup  ## the main job: sample documents, two simulated years, the web page (ARGS=--once: no web page)
	$(BIN)/sroki demo $(ARGS)

$(VENV)/.ready-system: tests/install_system_packages.sh | $(BIN)/python
	@sh tests/install_system_packages.sh
	@touch $@

test-setup: $(VENV)/.ready-dev $(VENV)/.ready-system

test: test-setup  ## the whole suite, PostgreSQL included
	$(BIN)/python -m pytest -n 3 $(ARGS)

chaos: test-setup  ## faults at their whole length (make test runs a tenth), with a table of figures
	SROKI_CHAOS=1 $(BIN)/python -m pytest -n 2 tests/chaos $(ARGS)

bench: test-setup  ## every benchmark and one table of figures and limits (ARGS=--small: only to see that they run)
	$(BIN)/python benchmarks/all.py $(ARGS)

audit: test-setup  ## what is known to be wrong with our libraries and our own code
	$(BIN)/bandit -q -c pyproject.toml -r models roadmaps notifications flows sroki
	$(BIN)/pip-audit --disable-pip --require-hashes -r requirements.lock --progress-spinner off

lint: test-setup  ## ruff, import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: test-setup  ## strict types
	$(BIN)/mypy

format: test-setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(VENV)/.ready-docs: requirements-docs.lock $(VENV)/.ready
	$(PIP) --require-hashes -r requirements-docs.lock
	@touch $@

docs: $(VENV)/.ready-docs  ## the documentation as a site of its own, in site/index.html
	$(BIN)/zensical build --strict --clean

lock:  ## pin anew (needs uv); the files carry hashes and no addresses
	uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--extra build pyproject.toml -o requirements.lock
	uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--extra build --extra dev pyproject.toml -o requirements-dev.lock
	uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		-c requirements-dev.lock --extra docs pyproject.toml -o requirements-docs.lock

clean:
	rm -rf $(VENV) site .cache var .pytest_cache .mypy_cache .ruff_cache
