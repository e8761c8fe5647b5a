"""Tests of what is made of the graph."""
