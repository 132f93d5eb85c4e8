"""Runs that are killed anywhere, and what the same command makes of it afterwards."""
