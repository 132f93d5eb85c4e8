"""What is wrong with this machine or its settings before a run finds out, and how to mend it."""
