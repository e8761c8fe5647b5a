"""A SPARQL text as tokens, groups and VALUES blocks."""
