"""Tests that look at the pages of a release with a browser."""
