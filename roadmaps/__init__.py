"""Documents become tasks, tasks become what is due."""
