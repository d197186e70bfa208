"""Plan packs: read, explained when something is wrong, written into the database."""
