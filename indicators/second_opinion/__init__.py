"""How published methods would judge the same series over several years, beside the official light, and why they differ."""
