"""Everything the browser sees. Holds no SQL and no business rule."""
