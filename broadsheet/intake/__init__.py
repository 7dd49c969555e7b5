"""Raw text in; the article, and the judgement on every block of it, out."""
