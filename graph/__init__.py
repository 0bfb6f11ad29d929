"""The credit graph: its vocabulary, its stores of facts, and the network they freeze into."""
