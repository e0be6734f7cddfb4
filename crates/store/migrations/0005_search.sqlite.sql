-- The rowid is the place of the entry. Every word begins with the business it belongs to.
create virtual table search_words using fts5(title, title_stem, body, body_stem, facet, content='', contentless_delete=1, tokenize='ascii');
