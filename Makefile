# Two commands are all a newcomer needs: `make chat` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: setup chat run test check bench train clean

setup: $(STAMP)

$(STAMP): pyproject.toml requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; try: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.txt --editable '.[dev]'
	@touch $@

chat: $(STAMP)
	@$(BIN)/coach chat

run: $(STAMP)
	$(BIN)/coach run

# With COVER=1 it counts what the tests reach, which takes half as long again.
test: $(STAMP)
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(if $(COVER),--cov --cov-report=term:skip-covered)

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/coach check

bench: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.txt --editable '.[bench]'
	$(BIN)/python -m tests.bench

train: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.txt --editable '.[train]'
	$(BIN)/python -m dialogs.hearing.training

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
