"""Vectors to searchable, versioned, immutable snapshots."""
