"""One request to one feed: sources, filters, scorers, variety, ads, and the reasons."""
