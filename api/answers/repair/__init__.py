"""Repair and objection: conditions, who may apply, cases, and what is done about them."""
