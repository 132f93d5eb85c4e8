"""Publishing to real stores."""
