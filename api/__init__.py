"""HTTP, and the page it serves."""
