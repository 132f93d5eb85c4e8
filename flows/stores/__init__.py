"""Where releases are published for the world: stores, and the open data portal that lists them."""
