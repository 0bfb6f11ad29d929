"""Answers about credit checks, measures and cases, and the reports of what was done."""
