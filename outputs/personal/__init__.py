"""What leaves, searched for what identifies a person, file by file and cell by cell."""
