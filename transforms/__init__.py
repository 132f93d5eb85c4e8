"""How bytes become tidy tables: values in, values out."""
