"""What the sample world's authors say: one module a topic, written by hand."""
