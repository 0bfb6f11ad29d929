"""Construction projects: what they consist of, who takes part when, and what the law asks of them.

Every module is pure functions of a network, the views beside it, the rules and a day. Days are
``date.toordinal()``; ALWAYS and FOREVER stand for ends nobody stated.
"""
