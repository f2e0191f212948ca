# Everything that is done with this project, in one place. `make` alone lists it.
SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help run demo test openapi lint bench clean

help: ## What there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

run: ## PostgreSQL, demonstration data and the API on http://127.0.0.1:8080 (PORT= changes it)
	@infra/local/run.sh

demo: ## Walk through the running API with curl
	@infra/local/demo.sh

test: ## Every test, on a PostgreSQL of their own; ends with "N passed, N failed"
	@infra/local/test.sh

openapi: ## Write openapi/ from the code
	@dotnet run --project src/SafeZones.Api -v q -- openapi "$(CURDIR)/openapi"

lint: ## Spectral and Redocly on openapi/, shellcheck where it is installed
	@infra/local/lint.sh

bench: ## Compare the API with the bare limit; writes .local/bench.json
	@dotnet run -c Release --project tests/SafeZones.Bench -v q

clean: ## Stop PostgreSQL and forget everything that was built or kept
	@infra/local/clean.sh
