"""Tests of the schedule: when it fires, what a crash leaves, how it is deployed."""
