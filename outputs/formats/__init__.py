"""The release in the forms that people open: workbook, Indonesian CSV, database."""
