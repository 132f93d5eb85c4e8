"""Which steps of a month were done already, and may stand."""
