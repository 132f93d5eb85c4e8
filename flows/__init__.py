"""When and where: order, retries, clock, network and the command line."""
