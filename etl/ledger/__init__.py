"""What is written and what stands: the log of uploads and revisions, the figures that count, kept files, the ways back into the past."""
