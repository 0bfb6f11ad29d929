"""Statistics of the loop, from the facts: how much was done, by whom, when and where."""
