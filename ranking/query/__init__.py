"""What is learned of the person before candidates are looked for; one query hydrator a file."""
