"""Two ids that are one subject: a steward's judgement, recorded, and taken back."""
