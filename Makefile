# Everything sets up what it needs: a virtual environment in .venv, from pyproject.toml and constraints.txt.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CODE := pipeline indexing ranking jobs benchmarks tests
DATA ?= ../shared/data

.DEFAULT_GOAL := help
.PHONY: help install demo test test-all check fix bench clean

help:
	@echo "make demo       make a sample world, build it, print a feed, write demo/index.html"
	@echo "make test       run the tests (make test-all: the slow ones too)"
	@echo "make check      lint, formats, types and layers (make fix: mend what can be mended)"
	@echo "make bench      run the benchmarks; DATA=folder of real data"
	@echo "make install    set up $(VENV) alone (PYTHON=python3.11 to choose another one)"
	@echo "make clean      remove what the targets above have made"

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; say which with PYTHON=python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(READY)

install: $(READY)

demo: $(READY)
	$(BIN)/feedloom demo demo

test: $(READY)
	$(BIN)/python -m pytest

test-all: $(READY)
	$(BIN)/python -m pytest -m "slow or not slow"

check: $(READY)
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: $(READY)
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

bench: $(READY)
	$(BIN)/python -m benchmarks.clip --data $(DATA)/flickr8k --validation-only
	$(BIN)/python -m benchmarks.clip --zero-shot clothing --data $(DATA)
	$(BIN)/python -m benchmarks.encoders --data $(DATA) --quick
	$(BIN)/python -m benchmarks.preprocessing --data $(DATA) --count 8
	$(BIN)/python -m benchmarks.embedding --quick --data $(DATA)
	$(BIN)/python -m benchmarks.increments --posts 10000
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[peers]'
	$(BIN)/python -m benchmarks.index --quick --data $(DATA)
	$(BIN)/python -m benchmarks.quality --data $(DATA)/movielens --work build/quality --cold-draws 1

clean:
	rm -rf $(VENV) demo build *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
