# Everything a newcomer needs. `make demo` and `make test` set up whatever they need by themselves;
# only Python 3.11 to 3.13 has to be there.

PYTHON ?= python3
BIN := .venv/bin
UV := .tools/bin/uv
JOBS ?= auto
# onnxruntime reports to its makers else, where something imports it before Dragoman does.
export ORT_DISABLE_TELEMETRY := 1

.PHONY: demo test long browser distributed container screenshots check lint types contracts audit fuzz faults evaluate bench docs lock clean

demo: .venv/ready ## Run the shipped example and serve it; prints the address
	$(BIN)/dragoman demo

# What takes minutes: processes that are killed at work, disks that are full, nasty documents, and
# pages and the API asked at random.
LONG := tests/evaluation/test_gate.py tests/evaluation/test_cleaning.py tests/evaluation/test_families.py tests/cli/test_faults.py tests/cli/test_killing.py tests/cli/test_nasty.py tests/cli/test_nasty_large.py tests/faults/test_faults.py tests/pipeline/test_killing.py tests/pipeline/test_lost_connections.py tests/pipeline/test_sharing.py tests/pipeline/test_watching_soak.py tests/store/test_killing.py tests/store/test_sharing.py tests/web/api/test_schema.py tests/web/test_threats.py

test: .venv/ready ## Run the tests but the long ones and those in a browser
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal --ignore tests/browser --ignore tests/container $(addprefix --ignore ,$(LONG))

long: .venv/ready ## Run the long tests
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal $(LONG)

browser: .venv/ready ## Run the tests in Chromium, which must be installed
	$(BIN)/python -m pytest tests/browser

distributed: .ray/ready ## Run the tests that need Ray, in an environment of its own
	.ray/bin/python -m pytest -p no:cacheprovider tests/pipeline/shards

container: .venv/ready ## Build the image and run what it holds; skipped where there is no Podman
	$(BIN)/python -m pytest -p no:cacheprovider -rs tests/container

screenshots: .venv/ready ## Take a picture of every page, light, dark and narrow
	$(BIN)/python docs/screenshots.py

check: lint types contracts audit long browser distributed test ## All that CI checks

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/ready
	$(BIN)/mypy

contracts: .venv/ready
	$(BIN)/lint-imports

audit: .venv/ready ## Look for known faults in dependencies, and at their licences
	.ci/audit

FUZZ ?= --inputs 1000000

fuzz: .venv/ready ## Feed every parser a million odd inputs (hours; FUZZ="--seconds 60 --seed 7")
	$(BIN)/python -m tests.fuzz --write $(FUZZ)

FAULTS ?= --rounds 40

faults: .ray/ready ## Kill everything that writes, hundreds of times (FAULTS="--rounds 5 --seed 7 run")
	.ray/bin/python -m tests.faults --write $(FAULTS)

evaluate: .venv/ready ## Score the readers on the annotated sets and hold the floors
	$(BIN)/python -m evaluation

bench: .venv/ready ## Measure speed, each figure beside its floor or a peer: BENCH="--minutes 20" bounds each part
	$(BIN)/python -m benchmarks $(BENCH)

docs: .venv/ready ## Write the generated parts of the docs
	$(BIN)/python docs/generate.py

lock: $(UV) ## Renew the pinned versions
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --no-annotate --upgrade \
	  pyproject.toml --group dev -o requirements.lock
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
	  pyproject.toml --group dev --extra distributed -c requirements.lock -o requirements-distributed.lock

.venv/ready: requirements.lock pyproject.toml frontend/package-lock.json frontend/build.mjs | $(UV)
	$(UV) venv --quiet --clear --no-python-downloads --python $(PYTHON) .venv
	$(UV) pip sync --quiet --python $(BIN)/python requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	touch $@

.ray/ready: requirements-distributed.lock | .venv/ready $(UV)
	$(UV) venv --quiet --clear --no-python-downloads --python $(PYTHON) .ray
	$(UV) pip sync --quiet --python .ray/bin/python requirements-distributed.lock
	$(UV) pip install --quiet --python .ray/bin/python --no-deps --editable .
	touch $@

$(UV):
	$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if (3, 11) <= v < (3, 14) else f"Python 3.11 to 3.13 is needed, this is {v.major}.{v.minor}: make PYTHON=python3.12")'
	$(PYTHON) -m venv .tools
	.tools/bin/python -m pip install --quiet --disable-pip-version-check uv

clean: ## Remove what make has built
	rm -rf .venv .ray .tools demo build/bench frontend/node_modules src/dragoman/web/static/vendor .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
