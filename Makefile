# Two commands do all the set-up: `make demo` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
OUT    ?= demo-out
# The tests that need more than Python: a browser, a second data engine, a wheel built from nothing.
EXTRA  := browser or engine or wheel
FLOOR  := 95

.DEFAULT_GOAL := help
.PHONY: help demo test test-all test-extra check docs bench mutate format clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(VENV)/demo: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --editable '.[figures]'
	@touch $@

$(VENV)/test: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --editable '.[all,docs,test]'
	@touch $@

$(VENV)/all: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --editable '.[all,docs,test,oracles]'
	@touch $@

demo: $(VENV)/demo ## Install what is needed, run the main job on the worked example, say where to look
	$(BIN)/tiltak demo --out $(OUT)

test: $(VENV)/test ## Install what is needed, run the test suite with the coverage floor
	$(BIN)/python -m pytest -m 'not ($(EXTRA))' --cov --cov-report=
	$(BIN)/python -m coverage report --skip-covered --fail-under=$(FLOOR) \
	  --include='src/tiltak/rules/*,src/tiltak/law/*,src/tiltak/study/*,src/tiltak/outcomes/*'

test-all: test test-extra ## The same, then the tests that need a browser, a second data engine or a fresh wheel

test-extra: $(VENV)/all
	$(BIN)/python -m pytest -m '$(EXTRA)'

check: $(VENV)/test ## Lint, types and the contracts between the rooms
	$(BIN)/python -m ruff check
	$(BIN)/python -m ruff format --check
	$(BIN)/python -m mypy
	$(BIN)/lint-imports

docs: $(VENV)/test ## Build the documentation site into site/
	$(BIN)/python docs/build.py

bench: $(VENV)/all $(VENV)-peers/ready ## Measure, in ratios of one run, beside the peers
	@for script in benchmarks/rules_*.py; do echo "== $$script"; $(VENV)-peers/bin/python $$script || exit 1; done
	@for script in $(filter-out $(wildcard benchmarks/rules_*.py),$(wildcard benchmarks/*.py)); do \
	  echo "== $$script"; $(BIN)/python $$script || exit 1; done

$(VENV)-peers/ready: benchmarks/peers.txt
	@test -x $(VENV)-peers/bin/python || $(PYTHON) -m venv $(VENV)-peers
	$(VENV)-peers/bin/python -m pip install --quiet --disable-pip-version-check --requirement benchmarks/peers.txt
	$(VENV)-peers/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

mutate: $(VENV)/all ## Change the code of rules and law bit by bit, and see whether a test notices (hours)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[mutation]'
	HYPOTHESIS_PROFILE=mutation $(BIN)/python -m mutmut run --max-children 2

format: $(VENV)/test ## Put the code in the one form
	$(BIN)/python -m ruff check --fix --quiet
	$(BIN)/python -m ruff format

clean: ## Remove what was made
	rm -rf $(VENV) $(VENV)-peers build dist site $(OUT)
