"""Which candidates may stay; one filter a file, its name the reason why the others went."""
