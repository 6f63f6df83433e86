"""PDF with a text layer -> blocks, with pdfplumber: ruled tables, tables without lines, text around them."""

from __future__ import annotations

from roadmaps.readers.pdf.reading import read_pdf

__all__ = ["read_pdf"]
