"""Ray jobs and the command line."""
