"""Who may sign in, with which role and password, and what the administrator and everybody may do about it."""
