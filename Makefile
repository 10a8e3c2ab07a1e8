# Two commands: `make report` and `make test`. The first of them to run installs; after that nothing is installed.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: report test benchmarks picture lint clean

report: $(VENV)/installed
	$(BIN)/triptych report

test: $(VENV)/installed
	$(BIN)/python -m pytest -n auto --dist loadgroup

benchmarks: $(VENV)/installed
	$(BIN)/triptych time --modes all --sizes all --resume --out reports/out/benchmarks
	cp reports/out/benchmarks/benchmarks.md .

picture: $(VENV)/installed  # of the report that `make report` wrote; it takes a Chromium
	$(BIN)/python -m reports.picture reports/out docs/report.png

lint: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[test]'
	touch $@

clean:
	rm -rf $(VENV) reports/out build *.egg-info
