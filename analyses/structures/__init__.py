"""What the shape of ownership itself says: loops, shares beyond the whole, groups, shell clusters.

Analytic, without legal effect (``rules/structures.toml``). Each file answers for one subject by
reading around it, and for the whole city over arrays, with the same findings.
"""
