"""The only package of the floor that takes a Session. The caller owns the transaction."""
