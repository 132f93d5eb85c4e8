"""What public users depend on: SQL queries that every release answers in the same shape."""
