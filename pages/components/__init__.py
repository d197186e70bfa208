"""What pages are put together from: selection, lights, tables, charts, exports."""
