"""The memory: one SQLite file that holds all that was seen, decided and promised."""
