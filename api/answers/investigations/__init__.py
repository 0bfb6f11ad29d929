"""An investigation's file: whom it is about, what was found and proved, what was noted, by whom."""
