"""What is wrong with a table, cell by cell, and what it would change: rules, problems, preview. Nothing is written here."""
