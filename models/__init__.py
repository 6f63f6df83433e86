"""What things are: values, settings, tables. The bottom floor; imports nothing of ours."""
