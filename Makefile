# Thin: each target calls a command that you can type yourself. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?=

.PHONY: help serve demo test check lint fuzz bench translations clean lock

help: ## Dit ce que chaque cible fait
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | while IFS=$$'\t' read -r name text; do printf '  make %-14s %s\n' "$$name" "$$text"; done

serve: $(VENV)/.runtime translations ## Prépare l'instance et sert le site sur http://127.0.0.1:8000 (PORT=… pour changer)
	@DIRECTORY_PORT=$(or $(PORT),$(DIRECTORY_PORT),8000) $(BIN)/python -m directory serve

demo: $(VENV)/.runtime translations ## Le même site avec des données fictives, dans une instance à part, sur le port 8001
	@DIRECTORY_PORT=$(or $(PORT),8001) DIRECTORY_DEMO=true DIRECTORY_INSTANCE=demo-instance $(BIN)/python -m directory serve

test: $(VENV)/.development translations ## Tout ce que l'intégration continue vérifie
	@./.ci/install-tools
	@$(MAKE) --no-print-directory lint
	@$(BIN)/python -m pytest -n 2 --dist loadfile
	@node --test 'tests/js/'

check: $(VENV)/.development translations ## La moitié rapide de « test » : style, types, règles, tests unitaires
	@$(MAKE) --no-print-directory lint
	@$(BIN)/python -m pytest -q -n 2 tests/unit tests/architecture

lint: $(VENV)/.development
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/djlint --lint --quiet templates
	@$(BIN)/python -m directory data check
	@$(BIN)/python -m directory translations check

fuzz: $(VENV)/.development translations ## Dix mille requêtes fabriquées, contre l'API et les pages
	@FUZZ_CASES=10000 $(BIN)/python -m pytest -q tests/contracts tests/functional/test_hostile_requests.py

bench: $(VENV)/.development translations ## Mesure les réponses, en multiples d'une route Flask nue
	@$(BIN)/python -m bench

translations: $(VENV)/.runtime
	@$(BIN)/python -m directory translations compile --quiet

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 ou plus récent est nécessaire."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Le module venv manque : sur Debian ou Ubuntu, « apt install python3-venv »."; exit 1; }

$(VENV)/.runtime: requirements.txt | $(VENV)/bin/python
	@echo "Installation des dépendances…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.development: requirements-dev.txt $(VENV)/.runtime
	@echo "Installation des outils de développement…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

clean: ## Enlève l'environnement et les caches, jamais l'instance
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist

lock: $(VENV)/bin/python ## Refait les deux fichiers de versions verrouillées (après un changement de pyproject.toml)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --group dev -c requirements.txt -o requirements-dev.txt
