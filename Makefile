# 法度 Fadu — `make help` explains. Nothing but Python 3.11+ and make is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
TABLES ?= ../shared/law
export FADU_HOME ?= var

.DEFAULT_GOAL := help
.PHONY: help run test check coverage prove mutants lives bench bench-large docs lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/run.stamp ## install, build the demo bureau's year, write its report, serve, print address and accounts
	@$(BIN)/python -m fadu demo --year 2022 --once --serve --port $(PORT)

test: $(VENV)/test.stamp ## install and run everything, on SQLite and on PostgreSQL
	@$(BIN)/python tests/run.py

check: $(VENV)/test.stamp ## lint, types, floors, procedures: no database
	@$(BIN)/python tests/run.py --static

coverage: $(VENV)/test.stamp ## run the tests once more and measure branches of visibility, figures, grounds
	@$(BIN)/python tests/run.py --coverage

prove: $(VENV)/test.stamp ## change each modelled row of law by one and see that a story notices (TABLES=/path ARGS="PP-057B")
	@$(BIN)/python -m fadu law coverage --tables $(TABLES) --prove $(ARGS)

mutants: $(VENV)/test.stamp ## change code in one place at a time and see that tests notice (ARGS="--count 20")
	@$(BIN)/python tools/mutants $(ARGS)

lives: $(VENV)/test.stamp ## live lives by the tens of thousands: engine and judge must agree (ARGS="--mutants --lives 20000")
	@PYTHONPATH=src:tests $(BIN)/python -m judge $(ARGS)

bench: | $(VENV)/bin/python ## measure the product's own functions; writes docs/benchmarks.md (ARGS="--only pages,serving")
	@$(PYTHON) -m venv .venv-bench && .venv-bench/bin/python -m pip install -q --disable-pip-version-check uv
	@$(PYTHON) tools/install.py .venv-bench requirements/bench.txt
	@.venv-bench/bin/python -m benchmarks $(ARGS)

bench-large: ## after make bench: the figures of an archive of 300,000 cases, printed only
	@FADU_BENCH_CASES=300000 .venv-bench/bin/python -m benchmarks --only figures --print

docs: $(VENV)/test.stamp ## write the reference pages from code, law and procedures
	@$(BIN)/python tools/reference.py

lock: ## write the lock files anew (versions and hashes, no address)
	$(BIN)/uv pip compile -q --upgrade --generate-hashes --universal --python-version 3.11 --no-annotate --no-header pyproject.toml --extra postgres -o requirements/run.txt
	$(BIN)/uv pip compile -q --upgrade --generate-hashes --universal --python-version 3.11 --no-annotate --no-header pyproject.toml --extra postgres --extra test -o requirements/test.txt
	$(BIN)/uv pip compile -q --upgrade --generate-hashes --universal --python-version 3.11 --no-annotate --no-header pyproject.toml --extra postgres --extra test --extra bench -o requirements/bench.txt

clean: ## remove the environment, never the bureau's data
	rm -rf $(VENV) build

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更高版本；可用 make run PYTHON=/路径/python3.11 指定。"; exit 2; }
	@echo "在 $(VENV) 建立 Python 环境……"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check uv || echo "uv 装不上，改用 pip（较慢）。"

$(VENV)/run.stamp: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	@echo "安装所需的软件包（只在第一次，约一分钟）……"
	@$(PYTHON) tools/install.py $(VENV) requirements/run.txt
	@touch $@

$(VENV)/test.stamp: requirements/test.txt pyproject.toml | $(VENV)/bin/python
	@$(PYTHON) tools/install.py $(VENV) requirements/test.txt
	@touch $@ $(VENV)/run.stamp
