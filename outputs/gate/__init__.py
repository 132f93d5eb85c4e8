"""Whether a staged release is believable, beside the one before it and beside the world."""
