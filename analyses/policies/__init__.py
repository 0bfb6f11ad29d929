"""The "1+N" register: which rules, measures and open cases stand on which document."""
