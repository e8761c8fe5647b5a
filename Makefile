# Each command sets up all it needs in .venv; PYTHON=python3.13 chooses another interpreter.
.PHONY: release test mutants

release: .venv/for-release
	.venv/bin/kusei validate
	.venv/bin/kusei build -o build/release

test: .venv/for-test
	.venv/bin/python -m pytest -n auto

# Which lines of the shapes and checks no case guards: a minute; see docs/validating.md.
mutants: .venv/for-test
	.venv/bin/python -m tests.validation.rule_mutants

.venv/for-%: pyproject.toml constraints.txt $(wildcard kusei/*.py kusei/*/*.py kusei/*/*/*.py kusei/*/*/*/*.py)
	.ci/set-up $*
	touch $@
