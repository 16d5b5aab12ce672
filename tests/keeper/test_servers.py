"""A server that crashes, leaves, or is replaced, and a keeper that is."""
