"""Answers about voluntary registration, and what is done about it."""
