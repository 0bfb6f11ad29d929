"""Measurements, printed as tables; never assertions of time."""
