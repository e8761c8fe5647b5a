"""Quotes against the held copies of sources: found by a machine, kept like a lock file."""
