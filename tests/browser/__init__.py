"""The page in a real browser: what a reader with a mouse, a keyboard, a screen reader or paper meets."""
