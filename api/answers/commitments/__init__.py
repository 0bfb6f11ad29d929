"""Answers about credit commitments, and what is done about them."""
