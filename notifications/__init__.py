"""Actions become mail that arrives once."""
