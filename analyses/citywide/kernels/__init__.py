"""The compiled loops. The only modules of this package that know numba."""
