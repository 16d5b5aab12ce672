# Everything a fresh machine with Python 3.11, git and make needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help run test pure check map pictures clean

help:
	@echo "make run      start mux"
	@echo "make test     all tests"
	@echo "make pure     the tests that start no process"
	@echo "make check    format, lint, types, import rules, dependencies"
	@echo "make map      write docs/CODE-MAP.md anew"
	@echo "make pictures make the pictures of the documentation anew"
	@echo "make clean    remove all that was made"

run: $(VENV)/ready
	@$(BIN)/mux

test: $(VENV)/ready
	$(BIN)/python -m pytest tests

pure: $(VENV)/ready
	$(BIN)/python -m pytest tests/kdl tests/core tests/term tests/protocol tests/config tests/persist

check: $(VENV)/ready
	$(BIN)/ruff format --check src tests benchmarks docs
	$(BIN)/ruff check src tests benchmarks docs
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src
	$(BIN)/vulture

$(VENV)/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable . --group dev
	@touch $@

map: $(VENV)/ready
	$(BIN)/python -m docs.make_code_map

pictures: $(VENV)/ready
	$(BIN)/python -m docs.make_screenshots

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
