"""What people are told: notices in the application, and those that leave the house."""
