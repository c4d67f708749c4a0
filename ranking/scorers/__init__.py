"""The terms of the score; one scorer a file."""
