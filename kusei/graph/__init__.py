"""RDF in memory: the store, rdflib's graph, wards."""
