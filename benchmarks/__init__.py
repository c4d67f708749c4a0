"""Measurements side by side with named peers; each prints a table and can write JSON."""
