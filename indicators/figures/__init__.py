"""Figures as pure functions: rows in, a Plotly figure out."""
