"""The text of sources: from PDF, HTML and plain text to pages and blocks, within limits."""
