.DEFAULT_GOAL := help
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV_PYTHON := .venv/bin/python
# What Python compiles is kept in var/, whatever the shell says: each process starts in a third
# of the time.
export PYTHONDONTWRITEBYTECODE :=
export PYTHONPYCACHEPREFIX := $(or $(TINHSO_VAR_DIR),$(CURDIR)/var)/pycache

.PHONY: help run stop setup test lint format bench messages backup restore slice lock looks verify-corpus conformance campaign kills client describe-api crawl outages

help: ## show these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## set up what is missing, then run the whole platform with demo data (Ctrl-C stops it)
	@$(PYTHON) -m tools.setup run
	@$(VENV_PYTHON) -m tools.supervisor

stop: ## stop a platform started with make run
	@$(VENV_PYTHON) -m tools.supervisor stop

setup: ## install everything for development, run nothing
	@$(PYTHON) -m tools.setup dev

test: ## all tests, journeys in the browser included (only="path or options" narrows)
	@$(PYTHON) -m tools.run_tests $(only)

looks: ## journeys that keep a picture of every page in var/screenshots (only="path" narrows)
	@TINHSO_SCREENSHOTS=1 $(PYTHON) -m tools.run_tests $(or $(only),tests/journeys)

lint: ## style, sizes, imports, types, templates, migrations
	@$(PYTHON) -m tools.lint

format: ## put Python sources into their form
	@$(PYTHON) -m tools.lint format

bench: ## benchmarks with generated data (only="name" narrows)
	@$(PYTHON) -m tools.setup dev
	@$(VENV_PYTHON) -m benchmarks $(only)

kills: ## kill every write at every statement, where a test run takes every second one
	@TINHSO_EVERY_BOUNDARY=1 $(PYTHON) -m tools.run_tests $(or $(only),-k killed)

campaign: ## kill every process again and again under load, then count (only="writes kills stops")
	@$(PYTHON) -m tools.setup dev
	@$(VENV_PYTHON) -m benchmarks.campaign $(only)

conformance: ## prove that every engine adds up alike, and write docs/algorithms/engines.md
	@$(PYTHON) -m tools.setup dev
	@$(VENV_PYTHON) -m tools.conformance

messages: ## gather new texts into the translation files
	@$(PYTHON) -m tools.setup dev
	@$(VENV_PYTHON) -m tools.translations gather

backup: ## save database, files and keys into one archive (to=folder)
	@$(VENV_PYTHON) -m tools.backup $(if $(to),--to $(to))

restore: ## bring an archive back (from=archive; into an installation without data)
	@$(PYTHON) -m tools.setup run
	@$(VENV_PYTHON) -m tools.restore $(from)

slice: ## start a new slice (name=…)
	@$(VENV_PYTHON) -m tools.scaffold $(name)

lock: ## resolve dependencies again into the lock files
	@$(PYTHON) -m tools.lock

client: ## write the Python client of data sharing from the API's description
	@$(VENV_PYTHON) -m tools.client

describe-api: ## try every operation of the JSON API with many examples (only=number)
	@TINHSO_API_EXAMPLES=$(or $(only),40) $(VENV_PYTHON) -m pytest -n 2 -q tests/api

crawl: ## let every kind of stranger ask for every address, through PgBouncer too: no leak, no error (minutes)
	@$(PYTHON) -m tools.setup dev
	@TINHSO_WHOLE_CRAWL=1 $(VENV_PYTHON) -m pytest -q tests/architecture/test_every_address.py

outages: ## live through days of outages with every partner, then count both sides (only=days)
	@$(PYTHON) -m tools.setup dev
	@for day in $$(seq 1 $(or $(only),5)); do echo "Ngày · Day $$day"; \
	  TINHSO_OUTAGE_DAY=$$day $(VENV_PYTHON) -m pytest -q tests/outages \
	  tinhso/exchange/tests/test_day_of_outages.py tinhso/dispatch/tests/test_campaign.py || exit 1; done

verify-corpus: ## verdicts on every PDF of a folder (DIR=…, JSON=file to write)
	@$(VENV_PYTHON) manage.py verify_documents $(DIR) $(if $(JSON),--out $(JSON))
