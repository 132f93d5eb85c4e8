"""What catalogues and programs are told of a release, each in its own vocabulary."""
