"""Independent judges of a release's metadata, each in an environment of its own."""
