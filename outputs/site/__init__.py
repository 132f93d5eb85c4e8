"""The pages of a release: plain HTML that works from a folder, without a network."""
