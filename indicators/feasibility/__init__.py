"""What the plan itself cannot satisfy: found by rules from its own targets, tasks and projects, never listed by hand."""
