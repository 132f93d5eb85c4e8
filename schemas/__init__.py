"""What exists: fields, codes, rules, indicators and tables, declared once."""
