"""A month from draft to lock: drafts, submission, evidence, review, locks, undo."""
