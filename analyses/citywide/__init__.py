"""Questions about a whole city's ownership at once, over arrays: compiled, warm before the service
is ready.

``holdings`` lays out who holds what of whom on a day; all others work on that. Each equals what the
look-up of one subject says (``fifty_percent``, ``control``, ``integrated``), asked of everybody.
"""
