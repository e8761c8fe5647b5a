"""Answers in words and formats: results, tables, trees, descriptions, the evidence of a row."""
