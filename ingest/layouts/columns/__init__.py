"""The columns of the official tables, as data: importers read by them, the city writes by them."""
