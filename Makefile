# One word a chore. The environment is made on first use and again when a lock file changes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
METRICS := .venv-metrics
BI := .venv-bi
AUDIT := .venv-audit
SPARK := .venv-spark
SHIPPED := build/shipped
UNIT_TESTED := build/unit_tested
# Real PDF files to measure with, if there are any; they are no part of the repository.
PDF_FOLDERS ?= $(wildcard ../shared/samples)
BENCH_FOLDER := build/bench/documents/whole/pdf
SQL := $(wildcard models tests/warehouse analyses)

export DO_NOT_TRACK := 1
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export GX_ANALYTICS_ENABLED := false

.PHONY: environment metrics-environment warehouse test unit-tests data-tests shipped soak browser chromium clients older-clients incremental metrics bi bi-test spark spark-test spark-environment audit fuzz lint format bench docs clean

warehouse: $(VENV)/.ready ## load the shipped documents, build strictly, test, publish warehouse.duckdb
	$(BIN)/xianzhang --warehouse warehouse.duckdb run

test: $(VENV)/.ready-dev ## everything that must hold before a change is accepted; two of its parts at a time
	rm -rf build && mkdir -p build
	$(MAKE) --no-print-directory --jobs 2 unit-tests lint data-tests

unit-tests: shipped
	$(BIN)/pytest --numprocesses 2 --dist loadfile --shipped=$(SHIPPED)

# The data tests are a part of the run; dbt's unit tests need its tables, and a copy that pytest does not look at.
data-tests: shipped
	rm -rf $(UNIT_TESTED) && mkdir $(UNIT_TESTED)
	cp $(SHIPPED)/warehouse.work.duckdb $(UNIT_TESTED)
	XIANZHANG_WORK_FILE=$(UNIT_TESTED)/warehouse.work.duckdb $(BIN)/dbt --quiet test --select test_type:unit --no-partial-parse \
		--fail-fast --log-level-file none --profiles-dir . --target-path build/target --log-path build/logs

shipped: $(VENV)/.ready-dev
	rm -rf $(SHIPPED) && mkdir -p $(SHIPPED)
	$(BIN)/python -m tests.shipped $(SHIPPED)

browser: $(VENV)/.ready-dev chromium ## look at the findings page and the site in headless Chromium
	$(BIN)/pytest -m browser -rs

# Debian's Chromium, where it is missing and may be installed; without one the tests are skipped.
chromium:
	command -v chromium chromium-browser google-chrome > /dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null \
		&& apt-get -qq update && apt-get -qq install --yes --no-install-recommends chromium fonts-noto-cjk > /dev/null; } || true

soak: $(VENV)/.ready-dev ## hundreds of runs killed, broken off, with documents that come and go, compared with clean ones; two to three hours
	$(BIN)/pytest -m soak

bi: $(BI)/.ready ## Superset with the warehouse and its dashboards, on this machine, until Ctrl-C
	[ -n "$$XIANZHANG_WAREHOUSE" ] || [ -f warehouse.duckdb ] || $(MAKE) warehouse
	$(BI)/bin/python -m deploy.superset.start $(BI_OPTIONS)

bi-test: $(BI)/.ready warehouse chromium $(VENV)/.ready-dev ## the dashboards through Superset's API and in headless Chromium
	$(BIN)/pytest -m bi -rs

incremental: $(VENV)/.ready-dev ## after each kind of change the tables equal those of a full build
	$(BIN)/pytest -m incremental -rs

clients: $(VENV)/.ready-dev older-clients ## read the published file with older clients
	$(BIN)/pytest -m clients -rs

# Environments of their own, so that each client brings the DuckDB it bundles.
older-clients: .venv-duckdb14/.ready .venv-duckdb15/.ready

audit: $(AUDIT)/.ready $(VENV)/.ready-dev ## known weaknesses and licences of the locked packages; ADVISORIES=FILE looks them up offline
	$(BIN)/python deploy/audit/licences.py
	$(AUDIT)/bin/python deploy/audit/audit.py $(if $(ADVISORIES),--advisories $(ADVISORIES))

fuzz: $(VENV)/.ready-dev ## thousands of mutated documents; FUZZ_SEED and FUZZ_DOCUMENTS choose which and how many
	$(BIN)/pytest -m fuzz -rs

metrics: $(VENV)/.ready-dev $(METRICS)/.ready warehouse ## validate the metrics against the warehouse, and run every documented query
	metrics/mf validate-configs
	$(BIN)/pytest -m metrics

metrics-environment: $(METRICS)/.ready ## MetricFlow, in an environment of its own

# SPARK_TARGETS: also a generated country of so many targets.
spark: $(SPARK)/.ready ## a Spark cluster on this machine builds the project; every mart is compared with DuckDB's
	$(SPARK)/bin/python -m deploy.spark.run
	if [ -n "$(SPARK_TARGETS)" ]; then $(SPARK)/bin/python -m deploy.spark.run --targets $(SPARK_TARGETS) \
		--folder build/spark_country; fi

spark-test: $(SPARK)/.ready $(VENV)/.ready-dev ## reading on Spark, and what happens when a worker is lost
	$(BIN)/pytest -m spark -rs

spark-environment: $(SPARK)/.ready ## pyspark and dbt-spark beside the rest, in an environment of its own

lint: $(VENV)/.ready-dev ## Python and SQL style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/sqlfluff lint --processes 2 --disable-progress-bar $(SQL)

format: $(VENV)/.ready-dev ## rewrite Python and SQL in the project's style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/sqlfluff fix --processes 2 --disable-progress-bar $(SQL)

bench: $(VENV)/.ready-bench ## measure PDF readers, the other formats, whole runs, and millions of rows; prints tables
	$(BIN)/python -m benchmarks.measure_documents
	$(BIN)/python -m benchmarks.measure_pdf $(PDF_FOLDERS) $(BENCH_FOLDER)
	$(BIN)/python -m benchmarks.measure_run
	$(BIN)/python -m benchmarks.measure_scale --targets 100000 300000 1000000 --plot benchmarks/growth.svg
	$(BIN)/python -m benchmarks.measure_scale --path budgets --targets 1000000
	$(BIN)/python -m benchmarks.measure_questions --targets 300000
	$(BIN)/python -m benchmarks.measure_extremes

docs: warehouse ## the dbt site of models and columns, as one page in build/docs
	XIANZHANG_WORK_FILE=warehouse.work.duckdb $(BIN)/dbt --quiet docs generate --static --profiles-dir . \
		--target-path build/docs --log-path build/logs

environment: $(VENV)/.ready-dev ## everything installed, locked by hash

# --no-deps: the lock files name every package, and pip's hash mode does not resolve extras.
$(VENV)/.ready: requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --compile --no-deps --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q ingest
	$(BIN)/python -m ingest.prepare
	touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --compile --no-deps --require-hashes -r requirements-dev.txt
	touch $@

$(VENV)/.ready-bench: $(VENV)/.ready-dev requirements-bench.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --compile --no-deps --require-hashes -r requirements-bench.txt
	touch $@

.venv-duckdb%/.ready: requirements-duckdb%.txt
	$(PYTHON) -m venv .venv-duckdb$*
	.venv-duckdb$*/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-duckdb$*.txt
	touch $@

$(METRICS)/.ready: requirements-metrics.txt
	$(PYTHON) -m venv $(METRICS)
	$(METRICS)/bin/pip install --quiet --disable-pip-version-check --compile --no-deps --require-hashes -r requirements-metrics.txt
	touch $@

$(AUDIT)/.ready: requirements-audit.txt
	$(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-audit.txt
	touch $@

# Two packages come as source only: they are built with the setuptools of the lock.
$(BI)/.ready: requirements-bi.txt
	$(PYTHON) -m venv $(BI)
	sed -n '/^setuptools==/,/[0-9a-f]$$/p' requirements-bi.txt > $(BI)/build.txt
	$(BI)/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $(BI)/build.txt
	$(BI)/bin/pip install --quiet --disable-pip-version-check --compile --no-deps --no-build-isolation --require-hashes \
		-r requirements-bi.txt
	touch $@

# pyspark comes as source only: it is built with the setuptools of the lock.
$(SPARK)/.ready: requirements.txt requirements-spark.txt pyproject.toml
	$(PYTHON) -m venv $(SPARK)
	$(SPARK)/bin/pip install --quiet --disable-pip-version-check --compile --no-deps --require-hashes -r requirements.txt
	$(SPARK)/bin/pip install --quiet --disable-pip-version-check --compile --no-deps --no-build-isolation --require-hashes \
		-r requirements-spark.txt
	$(SPARK)/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

clean: ## remove what was built; the environment stays
	rm -rf build target logs warehouse.work warehouse.releases warehouse.site warehouse.duckdb warehouse.duckdb.wal warehouse.work.duckdb warehouse.work.duckdb.wal
