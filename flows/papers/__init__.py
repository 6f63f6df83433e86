"""Papers: what they consist of (``blocks``), files of them (``word_file``, ``pdf_file``), ``charts``."""
