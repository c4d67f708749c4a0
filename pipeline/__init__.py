"""What a post means: schemas, readers, media, encoders, topics and profiles."""
