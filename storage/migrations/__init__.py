"""How the store came to be as it is: one file per change (Alembic)."""
