"""Persistent controlled rounding: counts become multiples of a base that add up for ever."""
