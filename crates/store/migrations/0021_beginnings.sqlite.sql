-- The beginnings of one and of two letters have doclists of their own (fts5, 4.2 "The prefix option"): a business of a hundred thousand
-- tasks has a thousand words that begin with the same two. A lexeme begins with twelve digits of its business and a letter.
drop table search_words;
create virtual table search_words using fts5(title, title_stem, body, body_stem, facet, content='', contentless_delete=1, tokenize='ascii', prefix='14 15');
delete from search_entry;
delete from search_state;
