"""The schedule of the house: a Prefect server, two deployments, and what a crash leaves behind."""
