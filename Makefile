# 'make run' and 'make test' need nothing but Python 3.11 or later and this file. 'make help' lists every target.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
SIZE ?= quick

.PHONY: help setup run test torture check bench quality docs learn clean

help: ## list every target
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-7s %s\n", $$1, $$2}' Makefile

setup: $(READY) ## make .venv/ with clipsheet and all it needs (again only when pyproject.toml changes)

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "clipsheet needs Python 3.11 or later; name one with: make PYTHON=python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	$(BIN)/python -m tasks.command.plain
	@touch $@

run: $(READY) ## clean every page in seeds/ that is new or whose making has changed
	$(BIN)/clipsheet run

test: $(READY) ## run the tests
	$(BIN)/python -m pytest

torture: $(READY) ## kill batches hundreds of times, fail every write in turn (some minutes)
	$(BIN)/python -m pytest -m torture

check: $(READY) ## lint, layout of the code and types; changes nothing
	$(BIN)/ruff check --no-cache .
	$(BIN)/ruff format --check --no-cache --quiet tasks tests
	$(BIN)/mypy

bench: $(READY) ## measure against others, as ratios (minutes; SIZE=full: at the goals' sizes, hours)
	$(BIN)/python -m tests.bench --size $(SIZE)

quality: $(READY) ## score every page with gold and compare with the pinned floors
	$(BIN)/python -m tests.quality

docs: $(READY) ## make what the documents have of the program anew: tables of fields, warnings, exports; pictures
	$(BIN)/python -m tests.reference
	$(BIN)/python -m tests.export_table
	$(BIN)/python -m tests.bad_input
	$(BIN)/python -m tests.pictures

learn: $(READY) ## learn all weights anew from the pages in tests/
	$(BIN)/python -m tests.learn.follow
	$(BIN)/python -m tests.learn.turns
	$(BIN)/python -m tests.learn.strips
	$(BIN)/python -m tests.learn
	$(BIN)/python -m tests.learn --hold-out 0 --to .venv/held-out
	$(BIN)/python -m tests.learn --hold-out 0 --trust .venv/held-out

clean: ## take away cached results and articles, the environment and what tools leave behind; seeds/ stays
	find intermediate output -mindepth 1 ! -name .gitkeep -delete
	rm -rf .venv build *.egg-info .pytest_cache .hypothesis .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
