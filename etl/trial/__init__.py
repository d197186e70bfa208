"""The trial database: every plan with simulated allocations, figures and progress, all of it marked as simulated."""
