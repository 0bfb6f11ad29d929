"""Voluntary registration: what subjects say of themselves, apart from public records."""
