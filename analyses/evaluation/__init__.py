"""Public credit evaluation and the industry gradings: whole points, each with its evidence."""
