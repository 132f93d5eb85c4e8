"""Pictures of numbers as SVG: no script, nothing loaded, and the same bytes for the same numbers.

Colour is never the only sign in them, so that they can be read on paper and by everyone: lines
have markers, dashes and names, bars have numbers, and cells have numbers or a mark.
"""
