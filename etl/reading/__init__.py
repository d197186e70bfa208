"""From the bytes of a file, however people write it, to one table of text, and from its texts to months, numbers, units and names."""
