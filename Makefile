# Needs only Python >= 3.11 with venv, make and the package registries.
# uv comes from requirements-uv.txt (hashed) into .uv/, everything else from uv.lock into .venv/.
# Stamps are keyed on what they were made from, so that a second start installs nothing.

PYTHON ?= python3
UV := .uv/bin/uv
BIN := .venv/bin
ARGS ?=

export UV_PYTHON_DOWNLOADS := never
export UV_NO_PROGRESS := 1
# Installing the package in place need not build the client: .venv/.client does, from the lock.
SYNC := HAMSTRONG_SKIP_CLIENT=1 $(UV) sync --quiet --locked --python $(PYTHON)
# What running the programme needs, with hashes, for whoever installs by pip (a test keeps it equal).
EXPORT := $(UV) export --quiet --locked --no-default-groups --no-emit-project \
  --no-header --no-annotate
CLIENT := $(shell find client src/hamstrong/web -name node_modules -prune -o -path '*/static/dist' -prune \
  -o -type f \( -path 'client/*' -o -name '*.css' \) -print)
DATA := $(shell find src/hamstrong/packs src/hamstrong/protocol src/hamstrong/web -name '*.yaml' -o \
  -path '*/protocol/*.py') build_data.py
PHONE := $(shell find src/hamstrong client/phone -path '*/phone/edition' -prune -o -path '*/static/dist' -prune \
  -o -type f \( -name '*.py' -o -name '*.html' -o -path 'client/phone/*' \) -print) \
  client/build_phone.py client/vite.phone.config.js
# The project's own environment, whatever happens to be activated around it.
unexport VIRTUAL_ENV UV_PROJECT_ENVIRONMENT UV_PYTHON
# The tests start hundreds of processes: without bytecode each compiles every module anew.
unexport PYTHONDONTWRITEBYTECODE

# What `make check` tests: single modules. What joins them (use cases, commands, pages, stories, the
# linter of packs) is tested by `make test`, of whose processor time this takes a seventh at most.
UNITS := $(addprefix tests/,protocol engine body words diary exchange)

define NEED_PYTHON
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Hamstrong needs Python 3.11 or newer; '$(PYTHON)' is `$(PYTHON) --version 2>&1`."; \
	  echo "Install one and name it: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
endef

.PHONY: help run setup test check browser phone browsers prove screenshots lint format docs pictures types lock clean
.DEFAULT_GOAL := help

help: ## list what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

run: .venv/.client .venv/.data ## start the app on 127.0.0.1 and open it (ARGS="today" runs one command instead)
	@$(BIN)/hamstrong $(or $(ARGS),serve)

setup: .venv/.dev .venv/.client .venv/.data .venv/.phone ## make the environment with everything that the checks need

test: browser lint .venv/.client .venv/.data .venv/.phone ## run every check, the full proof too, the same here and in CI
	$(BIN)/python client/build_client.py test
	$(BIN)/pytest
	$(BIN)/hamstrong prove

check: lint .venv/.data ## lint, types, unit tests and the quick proof, before each commit
	$(BIN)/pytest -m "not (browser or postgres or slow)" $(UNITS)
	$(BIN)/hamstrong prove --quick

# First of all, because it takes a second and everything else that `test` needs takes minutes.
browser:
	$(NEED_PYTHON)
	@$(PYTHON) tests/web/installed_browser.py

phone: .venv/.phone ## write the phone edition and its zip file into build/, and serve it on 127.0.0.1 for a look
	@$(BIN)/hamstrong phone build build/phone --zip build/hamstrong-phone.zip
	@echo "Open http://127.0.0.1:8600/ in a browser; close with Ctrl+C."
	@$(BIN)/python -m http.server --bind 127.0.0.1 --directory build/phone 8600

browsers: .venv/.phone ## let every browser that is found here walk through the phone edition (ARGS="firefox-esr" names one)
	@$(BIN)/python -m bench.browsers $(ARGS)

prove: .venv/.dev ## visit every reachable state, check every invariant (ARGS="--save --page docs/reference/safety.md" keeps it)
	$(BIN)/hamstrong prove $(ARGS)

screenshots: setup ## write a picture of every page and state into screenshots/ (ARGS=folder)
	$(BIN)/python -m tests.web.screenshots $(or $(ARGS),screenshots)

lint: .venv/.dev ## ruff, mypy strict, the import contract
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: .venv/.dev ## let ruff lay out the code and mend what it can
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

docs: .venv/.dev ## write the pages and pictures that are generated from pack and code
	$(BIN)/python -m hamstrong.lint.rulebook docs/reference/rules.md
	$(BIN)/python -m hamstrong.lint.gate_defaults docs/reference/gate-defaults.md
	$(BIN)/python -m hamstrong.lint.figure_oddities docs/reference/figures.md
	$(BIN)/python -m hamstrong.cli.reference docs/reference
	$(BIN)/python -m hamstrong.proof.simulation.page docs/reference/courses.md bench/results/courses.json
	$(BIN)/python bench/three_lives.py --page docs/reference/three-lives.md
	$(BIN)/python -m tests.engine.reply.page docs/reference/replies.md
	$(BIN)/python -m tests.cli.picture docs/images/terminal.svg

pictures: setup ## take the pictures of the README from the app as it is
	$(BIN)/python -m tests.web.picture docs/images

types: .venv/.dev ## write the client's types of the JSON interface (client/src/api.ts)
	$(BIN)/python client/make_types.py

lock: .uv/.made ## resolve the newest versions that pyproject.toml allows, for uv and for pip
	$(UV) lock --upgrade --python $(PYTHON)
	$(EXPORT) --output-file requirements.txt

clean: ## remove environments and caches; diaries live elsewhere and stay
	rm -rf client/node_modules src/hamstrong/web/static
	rm -rf .uv .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

.uv/.made: requirements-uv.txt
	$(NEED_PYTHON)
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "'$(PYTHON)' cannot make virtual environments: its venv part is missing."; \
	  echo "On Debian and Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@rm -rf .uv
	$(PYTHON) -m venv .uv
	.uv/bin/python -m pip install --quiet --disable-pip-version-check \
	  --require-hashes --only-binary :all: -r requirements-uv.txt
	@touch $@

# Compiled here once, so that a start is fast even where Python may not write its own bytecode.
# --inexact: starting the programme never takes the developer's tools away again.
.venv/.run: uv.lock pyproject.toml .uv/.made
	UV_COMPILE_BYTECODE=1 $(SYNC) --inexact --no-default-groups --group client
	@$(BIN)/python -m compileall -q src/hamstrong
	@touch $@

.venv/.dev: uv.lock pyproject.toml .uv/.made
	$(SYNC)
	@touch $@ .venv/.run

# Builds nothing when the sources are what was built last, so a checkout's new file times cost little.
.venv/.client: $(CLIENT) | .venv/.run
	@$(BIN)/python client/build_client.py
	@touch $@

# The pack and the words of the pages as JSON; stale ones are not used, so this is for speed only.
.venv/.data: $(DATA) | .venv/.run
	@$(BIN)/python build_data.py
	@touch $@

# All of the phone edition: takes a quarter of a minute, and nothing when its sources are the same.
.venv/.phone: $(PHONE) $(CLIENT) | .venv/.client .venv/.data
	@$(BIN)/python client/build_phone.py
	@touch $@
