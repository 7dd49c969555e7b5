# make site   set everything up and build site/
# make test   set everything up and run the tests
# make check  format, lint, types and tests: what must be green before a commit

PYTHON ?= python3
BIN := .venv/bin

.PHONY: site test check format clean

site: .venv/.site
	$(BIN)/python build.py

test: .venv/.dev
	$(BIN)/python -m pytest -q

check: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q

format: .venv/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf site .broadsheet

.venv/.site: pyproject.toml
	@echo "setting up .venv with what the digest needs"
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[search]"
	@touch $@

.venv/.dev: pyproject.toml
	@echo "setting up .venv with what the digest and its developers need"
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,search]'
	@touch $@ .venv/.site
