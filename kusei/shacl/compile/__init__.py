"""SHACL compiled to SPARQL: one query a constraint, over all focus nodes at once."""
