"""Whole months, run for real."""
