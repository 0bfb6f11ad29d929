"""The public credit information catalogue: what is owed, and what has come."""
