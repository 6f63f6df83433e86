"""Ways for a frozen message to leave the house."""
