"""What each topic's answers look like in a terminal."""
