"""Credit checks: the measures in force, what they mean for an item, cases, and incentives."""
