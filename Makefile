# Both commands set up all they need in .venv; PYTHON=python3.13 chooses another interpreter.
.PHONY: release test

release: .venv/for-release
	.venv/bin/kusei validate
	.venv/bin/kusei build -o build/release

test: .venv/for-test
	.venv/bin/python -m pytest -n auto

.venv/for-%: pyproject.toml constraints.txt $(wildcard kusei/*.py kusei/*/*.py)
	.ci/set-up $*
	touch $@
