"""Measurements against the bounds of the design, as ratios within one run: `python -m bench`."""
