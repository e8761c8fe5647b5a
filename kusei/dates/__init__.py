"""Typed dates, EDTF, the Japanese calendar."""
