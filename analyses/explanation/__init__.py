"""What can be said about an answer: what it was read from, and how two answers differ."""
