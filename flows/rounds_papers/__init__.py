"""What a monitoring leaves on paper: the summary report and the letters of recommendations."""
