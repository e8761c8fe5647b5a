"""Stored queries: what is asked of the graph by name."""
