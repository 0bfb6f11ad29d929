"""Related-party alerts (关联风险提示): a score, no legal effect, never summed with anything.

The best product over typed paths from an active adverse record to a subject. ``weights`` says what
passes a tie, ``seeds`` which records count, ``spread`` answers for one subject, ``scores`` for all
of them at once and after every change.
"""
