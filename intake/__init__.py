"""Files that people hand in: read row by row, refused with every bad place named, never half taken."""
