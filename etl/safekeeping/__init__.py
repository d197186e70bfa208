"""What keeps the data whole: the audit trail as it is read, backups, the proof that log and figures say the same."""
