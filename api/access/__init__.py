"""Who asks, and what they may: keys, sessions, and the decision before every answer."""
