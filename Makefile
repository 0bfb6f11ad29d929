# make run    a generated city, loaded and served on http://127.0.0.1:8000
# make test   lint, types and all tests
# `make` alone lists the rest. Set-up is done where it is missing and never twice.

PYTHON    ?= python3
PORT      ?= 8000
COMPANIES ?= 20000
SEED      ?= 1
WORKERS   ?= 2
UV        ?= uv

VENV    := .venv
BIN     := $(VENV)/bin
CREATED := $(VENV)/created.stamp
RUNTIME := $(VENV)/runtime.stamp
TESTING := $(VENV)/testing.stamp
STORE   := sqlite:///var/xinmai.db
LOCK    := $(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url \
           --no-emit-find-links --no-header --python-version 3.11

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# Every start would compile it all again, for a second, where Python is told to write nothing.
COMPILE := $(BIN)/python -m compileall -q graph ingest analyses api cli

.PHONY: help setup run test lint check audit-deps format bench lock vendor screenshots clean

help:
	@echo 'make run     生成城市、装载并服务 / generate a city, load it, serve it (PORT=$(PORT))'
	@echo 'make test    全部检查与测试 / lint, types, all tests'
	@echo 'make setup   只装运行环境 / the runtime environment only'
	@echo 'make lint    ruff, mypy, bandit, tsc'
	@echo 'make format  ruff format, and what ruff can mend'
	@echo 'make bench   装载速度 / loading speed (ARGS="--help" for its options)'
	@echo 'make audit-deps  依赖的已知漏洞 / known weaknesses of what it depends on (asks the Internet)'
	@echo 'make lock    更新锁定文件 / renew the lock files (needs uv)'
	@echo 'make vendor  取来页面所用的库 / fetch the page'"'"'s libraries by their lock file (needs npm)'
	@echo 'make screenshots  页面截图 / take docs/screenshots'
	@echo 'make clean   删除环境与生成的数据 / remove the environment and generated data'

# --- set-up ---------------------------------------------------------------------------------

setup: $(RUNTIME)

$(CREATED):
	@PYTHON='$(PYTHON)' sh scripts/make-venv.sh $(VENV)
	@touch $@

$(RUNTIME): requirements.lock pyproject.toml | $(CREATED)
	@echo '安装运行依赖(约一分钟) / installing what it runs on (about a minute)'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(COMPILE)
	@touch $@

$(TESTING): requirements-test.lock $(RUNTIME)
	@echo '安装测试依赖 / installing what the tests need'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

# --- a city to look at ----------------------------------------------------------------------

CITY   := var/city.stamp
LOADED := var/loaded.stamp

$(CITY): | $(RUNTIME)
	@rm -rf var/city
	@mkdir -p var
	@$(BIN)/xinmai city var/city --companies $(COMPANIES) --seed $(SEED)
	@touch $@

$(LOADED): $(CITY)
	@$(BIN)/xinmai --store $(STORE) load var/city --source jinan
	@touch $@

run: $(LOADED) $(RUNTIME)
	@$(COMPILE)
	@echo '打开 / open http://127.0.0.1:$(PORT)   (Ctrl-C 结束 / ends it)'
	@XINMAI_DIVISIONS="$${XINMAI_DIVISIONS:-ingest/city/divisions.csv}" \
	exec $(BIN)/xinmai --store $(STORE) serve --host 127.0.0.1 --port $(PORT)

# --- proof ----------------------------------------------------------------------------------

lint: $(TESTING)
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy
	@$(BIN)/bandit --quiet --recursive --configfile pyproject.toml graph ingest analyses api cli 2>/dev/null
	@PYTHON=$(BIN)/python sh scripts/check-page.sh

test: $(TESTING)
	@sh scripts/system-needs.sh
	@$(COMPILE)
	@$(MAKE) --no-print-directory lint
	@$(BIN)/pytest -n $(WORKERS) --dist loadgroup --max-worker-restart 0 $(ARGS)

check: test

audit-deps: $(TESTING)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'pip-audit>=2.7'
	@$(BIN)/pip-audit --strict --requirement requirements.lock --require-hashes --disable-pip || { \
	  echo '未能核对全部依赖,或查出漏洞,见上 / not every dependency could be looked up, or one is weak: see above'; \
	  exit 1; }

format: $(TESTING)
	@$(BIN)/ruff check --fix --quiet
	@$(BIN)/ruff format

bench: $(RUNTIME)
	@$(BIN)/python -m bench.city_load $(ARGS)

lock:
	$(LOCK) pyproject.toml requirements-build.in -o requirements.lock
	$(LOCK) --extra test -c requirements.lock pyproject.toml requirements-build.in -o requirements-test.lock

vendor:
	cd scripts/page && npm ci --ignore-scripts --no-audit --no-fund
	$(BIN)/python scripts/vendor.py

screenshots: $(TESTING)
	@$(BIN)/python scripts/screenshots.py
	@$(BIN)/python scripts/journeys.py

clean:
	rm -rf $(VENV) var build scripts/page/node_modules *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
