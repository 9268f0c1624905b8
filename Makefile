# The commands of the house. A machine with make, Python 3.11 and its venv module needs nothing else.

PORT ?= 8080
DATA ?= var
PYTHON ?= python3
BIN := .venv/bin
# Three processes, since half of the tests wait for real screens and devices; what stands in one module or class shares
# its servers, so it stays together.
PYTEST := $(BIN)/python -m pytest -n 3 --dist loadscope

# Modules compiled before they are wanted: a start does not wait for it, also where Python may not write (0.1 s when done).
COMPILE := $(BIN)/python -m compileall -q hall ledger api wires kiosk clerk helper display bars lockers printers server

.DEFAULT_GOAL := help
.PHONY: help run test prove bench screens lock clean

help:
	@echo "make run     a whole simulated hall on http://127.0.0.1:$(PORT)  (PORT=9000 DATA=/path to change)"
	@echo "make test    lint, types and every test, at most 10 minutes"
	@echo "make prove   the same tests with the full counts, at most 60 minutes, ending in a table"
	@echo "make bench   the measured claims, as a table"
	@echo "make screens pictures of every screen in both languages, into docs/screens/ (needs chromium)"
	@echo "make lock    writes the requirements files anew from pyproject.toml (needs uv)"
	@echo "make clean   removes .venv and caches; the data in $(DATA) stays"

run: .venv/run.stamp
	@$(COMPILE)
	@echo "Hallway: open http://127.0.0.1:$(PORT) (Ctrl+C stops it)"
	@exec $(BIN)/hall serve --demo --config config.toml --data "$(DATA)" --host 127.0.0.1 --port $(PORT)

# The linter and the type checker are tests too (tests/test_lint.py). Times are the promise of the help above.
test: .venv/test.stamp
	@sh tools/system-packages
	@$(COMPILE)
	@$(PYTEST) --session-timeout=580

prove: .venv/test.stamp
	@sh tools/system-packages
	@$(COMPILE)
	@HALL_PROVE=1 $(PYTEST) --timeout=3400 --session-timeout=3580

bench: .venv/test.stamp
	@$(COMPILE)
	@$(BIN)/python -m bench

screens: .venv/test.stamp
	@sh tools/system-packages
	@$(BIN)/python -m tests.pages.screens

# --- what the commands stand on

.venv/run.stamp: requirements.txt tools/install tools/make-venv
	@PYTHON="$(PYTHON)" sh tools/install requirements.txt
	@touch $@

.venv/test.stamp: requirements-test.txt tools/install tools/make-venv
	@PYTHON="$(PYTHON)" sh tools/install requirements-test.txt
	@touch $@

# The lock files hold versions and hashes only: no index, no host, no path of the machine they were made on.
# Extras are kept: without `pydantic[email]` an older pip looks for the newest one, and refuses it for want of a hash.
LOCK := uv pip compile --quiet --universal --generate-hashes --no-header --no-strip-extras --python-version 3.11 --upgrade
lock:
	@command -v uv >/dev/null || { echo "make lock needs uv (python3 -m pip install uv)"; exit 1; }
	$(LOCK) pyproject.toml --output-file requirements.txt
	$(LOCK) pyproject.toml --extra test --constraints requirements.txt --output-file requirements-test.txt

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
