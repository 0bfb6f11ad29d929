"""From delivered files to checked facts."""
