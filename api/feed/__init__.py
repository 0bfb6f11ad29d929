"""Watch lists, what changes for whom is on them, and the webhooks that are told."""
