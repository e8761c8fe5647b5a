"""What is made of the graph: the release, its description, and the references under ``docs/``."""
