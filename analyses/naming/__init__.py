"""Whether two names mean the same enterprise: parsed, compared part by part, and explained."""
