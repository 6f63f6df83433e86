"""Files become blocks and raw rows that know their place in the source and no meaning."""
