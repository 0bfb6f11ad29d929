"""Credit commitments: where each stands, who may make one, and whose check is overdue."""
