.DEFAULT_GOAL := help
RUN := .venv/bin/
PYTEST := $(RUN)python -m pytest --numprocesses=auto --maxprocesses=8 --dist=loadfile

.PHONY: help
help: ## Print this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.PHONY: demo
demo: runtime ## Install, then gather invented publishers live and serve the website
	$(RUN)marsad demo

.PHONY: test
test: dev ## Install what the tests need, then run all of them (PYTEST_ARGS="-k word" for some)
	@settings=$$(scripts/test_tools.sh) && env $$settings $(PYTEST) $(PYTEST_ARGS)

.PHONY: runtime
runtime:
	@scripts/bootstrap.sh runtime

.PHONY: dev
dev:
	@scripts/bootstrap.sh dev

.PHONY: lint
lint: dev ## Check style and format
	$(RUN)ruff check .
	$(RUN)ruff format --check .

.PHONY: types
types: dev ## Check types
	$(RUN)mypy

.PHONY: coverage
coverage: dev ## Run the tests and print which lines they leave out
	@settings=$$(scripts/test_tools.sh) && env $$settings $(PYTEST) --cov --cov-report=term

.PHONY: format
format: dev ## Format the code
	$(RUN)ruff check --fix .
	$(RUN)ruff format .

.PHONY: lock
lock: ## Bring uv.lock up to date with pyproject.toml
	@scripts/bootstrap.sh lock

.PHONY: clean
clean: ## Remove the environment and everything else that was built
	rm -rf .venv .tools .demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis htmlcov
