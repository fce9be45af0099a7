# The two commands of a new checkout: `make run` and `make test`.

PYTHON ?= python3
ENVIRONMENTS ?= ALL
BASE ?= HEAD~1
MOST ?= 60
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test quick lint matrix mutants bench relevance screenshots clean

run: $(VENV)/run  ## Install, index the sample articles unless there is an index, and serve the page.
	@$(BIN)/opslag info >/dev/null 2>&1 || { [ $$? -ne 4 ] || $(BIN)/opslag rebuild --sample; }
	$(BIN)/opslag serve

test: $(VENV)/test lint  ## Install what testing needs; lint, types and all tests.
	$(BIN)/pytest

quick: $(VENV)/test  ## Under a minute, for work in progress: the tests that are not slow, and no lint.
	$(BIN)/pytest -q -m "not slow"

lint: $(VENV)/test  ## Format, lint and types.
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy

matrix: $(VENV)/test  ## The tests that an interpreter can change, on every Python from 3.11 to 3.13, and on whoosh3.
	$(BIN)/tox run -e $(ENVIRONMENTS)

mutants: $(VENV)/test  ## What the quick tests do not notice of small changes to the files that differ from BASE.
	$(BIN)/python -m tests.mutants --base $(BASE) --most $(MOST) $(if $(SEED),--seed $(SEED)) $(FILES)

bench: $(VENV)/bench  ## How fast it is, beside other engines.
	$(BIN)/python -m tests.benchmarks

relevance: $(VENV)/relevance  ## How good the answers are, beside other engines.
	$(BIN)/python -m tests.relevance

screenshots: $(VENV)/test  ## The pictures in the README.
	$(BIN)/python -m tests.screenshots

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/run: $(VENV)/bin/python setup.cfg
	$(BIN)/pip install --quiet --editable .
	touch $@

$(VENV)/test: $(VENV)/bin/python setup.cfg
	$(BIN)/pip install --quiet --editable '.[test,develop]'
	touch $@

$(VENV)/bench: $(VENV)/bin/python setup.cfg
	$(BIN)/pip install --quiet --editable '.[bench]'
	touch $@

$(VENV)/relevance: $(VENV)/bin/python setup.cfg
	$(BIN)/pip install --quiet --editable '.[relevance]'
	touch $@

clean:  ## Remove what was made here, but not the index.
	rm -rf $(VENV) .tox build *.egg-info
