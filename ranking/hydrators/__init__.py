"""What later stages read of each candidate; one hydrator a file."""
