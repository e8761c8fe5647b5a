"""The ontology holds together, and what is written elsewhere uses it as it is declared."""
