"""One supervisory question a file: pure functions over the network."""
