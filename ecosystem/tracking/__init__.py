"""What was promised and what became of it: actions in time, how fresh the data is, reports on progress."""
