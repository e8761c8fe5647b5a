"""Anybody's shapes on anybody's graph; nothing here knows our dataset, ontology or questions."""
