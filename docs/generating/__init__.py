"""The writers of the pages that are generated; no part of what is installed."""
