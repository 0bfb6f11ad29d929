"""Credit repair: what a record's regime asks for, and what has been done about the record."""
