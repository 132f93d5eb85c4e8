"""Judges of a release's metadata, each in an environment of its own; one check is our own."""
