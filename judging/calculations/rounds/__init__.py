"""How the votes of a round are counted: yes and no, orders, and which of two."""
