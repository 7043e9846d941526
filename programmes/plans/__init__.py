"""A programme's plan as plain values: what a page, a file and a template all hand to the services."""
