# What people do here. `run`, `test`, `lint` and `check` do their own set-up.
.PHONY: help run test lint check bench pictures soak migrate migration lock
PYTHON := .venv/bin/python
SETUP := . scripts/setup.sh && ensure_venv check requirements.txt requirements-dev.txt
SHELL := /bin/bash

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: ## set up, migrate, fill an empty database with the sample, serve
	@./run

test: ## the tests alone; ARGS="tests/core -k clock" for some of them
	@$(SETUP) && $(PYTHON) -m pytest $(ARGS)

lint: ## put the format right, then say what else is wrong
	@$(SETUP) && $(PYTHON) -m ruff format . && $(PYTHON) -m ruff check .

check: ## everything that must hold before a commit
	@./check

bench: ## speed and size, beside a bare program in the same run
	@$(SETUP) && $(PYTHON) -m bench

pictures: ## the pictures of README, from the sample township
	@$(SETUP) && PICTURES=docs/pictures $(PYTHON) -m pytest tests/browser/test_pictures.py

soak: ## the tests that take minutes
	@$(SETUP) && $(PYTHON) -m pytest -m soak

migrate: ## bring the database up to date
	@$(SETUP) && $(PYTHON) -m flask --app wsgi db upgrade

migration: ## write the next migration from the models: make migration NAME="add visits"
	@test -n "$(NAME)" || { echo 'say what it does: make migration NAME="add visits"'; exit 1; }
	@$(SETUP) && $(PYTHON) -m flask --app wsgi db migrate -m "$(NAME)"

LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url
lock: ## pin the newest that fit, with hashes (needs uv: pip install uv); UPGRADE=--upgrade takes newer ones
	@command -v uv >/dev/null || { echo 'make lock needs uv: pip install uv'; exit 1; }
	$(LOCK) $(UPGRADE) requirements.in -o requirements.txt
	$(LOCK) $(UPGRADE) requirements-dev.in -o requirements-dev.txt
