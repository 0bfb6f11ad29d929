"""Every layout that is recognised. See ``docs/layouts.md``."""
