# What can be done here. `make` alone lists it. Needs Python 3.11 or newer with venv and pip; nothing else is assumed.

# The first Python that is new enough; `make PYTHON=/path/to/python3.12 …` names another.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$python; break; }; done)

# Where this is set, every start compiles every module anew, and starting takes three times as long.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
# pip resolves nothing: the lock names every package and its hash. Compiling is left to the first use of each module,
# which saves a third of the time of setting up.
PIP = $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps
UV_COMPILE = $(VENV)/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --quiet

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test thorough kills postgres lint format bench kill chaos fuzz guards install-guide lock clean

help: ## list what can be done
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 22

demo: $(VENV)/.demo ## start the sandbox and the service, and print the page's address (PORT=8080)
	@exec $(VENV)/bin/narada demo $(if $(PORT),--port $(PORT))

SIDE_BY_SIDE = -n 4 --dist loadscope --no-loadscope-reorder

test: $(VENV)/.test ## lint, types, imports, every rule and story, kills, load: some five minutes on two cores
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target lint kills
	@$(VENV)/bin/python -m pytest $(SIDE_BY_SIDE) -m "not alone and not thorough" $(ARGS)
	@$(VENV)/bin/python -m pytest -m "alone and not kill and not thorough" $(ARGS)

thorough: $(VENV)/.test ## what plays everything there is: every button and view in each language, each start that fails
	@$(VENV)/bin/python -m pytest $(SIDE_BY_SIDE) -m "thorough and not alone" $(ARGS)
	@$(VENV)/bin/python -m pytest -m "thorough and alone" $(ARGS)

kills: $(VENV)/.test
	@$(VENV)/bin/python -m pytest -m kill

lint: $(VENV)/.test ## ruff, mypy, import-linter
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports --no-logo

format: $(VENV)/.test ## let ruff put the code in its form
	@$(VENV)/bin/ruff check --fix .
	@$(VENV)/bin/ruff format .

bench: .venv-bench/.bench ## measure the performance claims beside what others reach (ARGS=--quick, or ARGS="P4 P8")
	@.venv-bench/bin/python -m bench $(ARGS)

postgres: $(VENV)/.test ## the tests that need PostgreSQL: store, use cases, stories by webhook, kills, four processes
	@$(VENV)/bin/python -m pytest --postgres -n 3 --dist loadscope -m "not alone" $(ARGS)
	@$(VENV)/bin/python -m pytest --postgres -m alone $(ARGS)

kill: $(VENV)/.test ## kill the real process 50 times under load (make test does it 10 times)
	@$(VENV)/bin/python -m pytest -m kill --kills 50 -s

chaos: $(VENV)/.test ## 200 kills and 50 outages on each engine, then four processes under kills (ARGS="SQLite --seed 7")
	@$(VENV)/bin/python -m tests.chaos $(ARGS)

fuzz: $(VENV)/.test ## play 100,000 inputs of each kind on all cores, others every time (ARGS="--seed 4 --inputs 5000")
	@$(VENV)/bin/python -m tests.fuzz $(ARGS)

guards: $(VENV)/.test ## take every guard of docs/security.md out of a copy, once, and see its tests fail (ARGS=--write)
	@$(VENV)/bin/python -m tests.guards $(ARGS)

install-guide: $(VENV)/.test ## follow the installation guide in a bare Debian (root; debootstrap, systemd-container)
	@$(VENV)/bin/python -m tests.install.follow_guide $(ARGS)

lock: $(VENV)/.test ## write the lock files anew from pyproject.toml, with the newest packages that fit
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check uv
	@$(UV_COMPILE) --upgrade --extra install --output-file requirements.lock
	@$(UV_COMPILE) --upgrade --extra install --extra test --output-file requirements-test.lock
	@$(UV_COMPILE) --upgrade --extra install --extra bench --constraint requirements.lock --output-file requirements-bench.lock

clean: ## remove what was made here: the environment and the caches
	@rm -rf $(VENV) .venv-bench build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is as old as the lock it was made from; a newer lock makes it stale.
$(VENV)/.demo: requirements.lock pyproject.toml
	$(call set_up,requirements.lock)
	@touch $@

$(VENV)/.test: requirements-test.lock pyproject.toml
	$(call set_up,requirements-test.lock)
	@touch $(VENV)/.demo $@

# What others' programs need stands apart: nothing of it may be found by ours.
.venv-bench/.bench: requirements-bench.lock pyproject.toml
	$(call set_up,requirements-bench.lock)
	@touch $@
.venv-bench/.bench: VENV := .venv-bench

define set_up
	@test -n "$(PYTHON)" || { echo "Narada needs Python 3.11 or newer: apt install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "Python's venv is missing: apt install python3-venv" >&2; exit 1; }
	@echo "Setting up $(VENV) from $(1) …"
	@$(VENV)/bin/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@$(PIP) --require-hashes -r $(1)
	@$(PIP) --no-build-isolation --editable .
endef
