# Every command makes what it needs and is quick the second time. Needs Python 3.11 and, for the browser tests, apt-get and npm.
PYTHON ?= python3.11
PORT ?= 8501
DB ?= data/trial/trial.duckdb
BIN = .venv/bin

.PHONY: run test shots bench lint messages clean

.venv/installed: requirements.txt requirements-dev.txt
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed: $(PYTHON) was not found. Try make PYTHON=python3 …" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: .venv/installed
	@test -e "$(DB)" || $(BIN)/python -m etl trial --db "$(DB)"
	@echo "263 dashboard: http://127.0.0.1:$(PORT)  (stop with Ctrl-C)"
	@DASHBOARD_DB="$(abspath $(DB))" exec $(BIN)/streamlit run app.py --server.port $(PORT)

test: .venv/installed
	@sh .ci/install-browser
	@npm ci --prefix tests/browser --silent --no-fund --no-audit
	$(BIN)/python -m pytest -q --numprocesses 2 --dist loadfile $(ARGS)

shots: .venv/installed
	@sh .ci/install-browser
	$(BIN)/python -m tests.browser.shots $(ARGS)

bench: .venv/installed
	@sh .ci/install-browser
	$(BIN)/python -m bench $(ARGS)

lint: .venv/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

messages: .venv/installed
	$(BIN)/python -m tests.messages

clean:
	rm -rf .venv data/trial .pytest_cache .mypy_cache .ruff_cache .hypothesis
