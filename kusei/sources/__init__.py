"""Documents and the copies kept of them: adding, fetching, reading in a sandbox."""
