"""What leaves the house: one module a published thing."""
