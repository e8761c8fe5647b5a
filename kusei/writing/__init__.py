"""Turtle and JSON-LD, written in one canonical form."""
