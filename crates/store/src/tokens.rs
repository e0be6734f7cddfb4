//! Tokens of an SQL text: enough to find parameters, names and ends of statements, quotes and comments aside.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A keyword or a name, not quoted.
    Word,
    /// `$7`.
    Parameter(usize),
    /// A number, a quoted text or a quoted name.
    Literal,
    /// Any other single character.
    Symbol,
}

/// A piece of an SQL text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token<'t> {
    pub(crate) kind: Kind,
    pub(crate) text: &'t str,
    /// Bytes from the beginning.
    pub(crate) start: usize,
}

impl Token<'_> {
    pub(crate) fn is(&self, word: &str) -> bool {
        self.kind != Kind::Literal && self.text.eq_ignore_ascii_case(word)
    }

    pub(crate) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The tokens of `text` in order. An unfinished quote or comment reaches to the end.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = match first {
            _ if first.is_whitespace() => {
                at += first.len_utf8();
                continue;
            }
            '-' if rest.starts_with("--") => {
                at += rest.find('\n').unwrap_or(rest.len());
                continue;
            }
            '/' if rest.starts_with("/*") => {
                at += rest.find("*/").map_or(rest.len(), |end| end + 2);
                continue;
            }
            '\'' | '"' => quoted(rest, first),
            '$' => 1 + run(&rest[1..], |c| c.is_ascii_digit()),
            _ if is_name(first) => run(rest, is_name),
            _ => first.len_utf8(),
        };
        let token = &rest[..length];
        let kind = match first {
            '\'' | '"' => Kind::Literal,
            '$' => token[1..].parse().map_or(Kind::Symbol, Kind::Parameter),
            _ if first.is_ascii_digit() => Kind::Literal,
            _ if is_name(first) => Kind::Word,
            _ => Kind::Symbol,
        };
        found.push(Token { kind, text: token, start: at });
        at += length;
    }
    found
}

/// `$n` as `?n`: SQLite takes `$n` for a name and numbers it by first appearance.
pub(crate) fn with_question_marks(text: &str) -> String {
    let mut out = text.to_owned();
    for token in tokens(text).iter().rev().filter(|token| matches!(token.kind, Kind::Parameter(_))) {
        out.replace_range(token.start..=token.start, "?");
    }
    out
}

/// The statements of a script, without their semicolons.
pub(crate) fn statements(script: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut begin = None;
    let mut end = 0;
    for token in tokens(script) {
        if token.is(";") {
            found.extend(begin.take().map(|from: usize| &script[from..end]));
        } else {
            begin.get_or_insert(token.start);
            end = token.end();
        }
    }
    found.extend(begin.map(|from| &script[from..end]));
    found
}

fn is_name(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

/// Length of the quoted piece at the beginning of `rest`; a doubled quote stands for itself.
fn quoted(rest: &str, quote: char) -> usize {
    let mut at = 1;
    while let Some(next) = rest[at..].find(quote) {
        at += next + 1;
        if !rest[at..].starts_with(quote) {
            return at;
        }
        at += 1;
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_rewritten_by_number_and_only_where_they_are_parameters() {
        let text = "select '$1 ''$2' as x, \"$3\" -- $4\n from t where b = $12 and a = $1 /* $5 */";
        let expected = "select '$1 ''$2' as x, \"$3\" -- $4\n from t where b = ?12 and a = ?1 /* $5 */";
        assert_eq!(with_question_marks(text), expected);
    }

    #[test]
    fn a_script_is_cut_at_semicolons_outside_quotes_and_comments() {
        let script = "create table a (x text default ';'); -- no; end\n insert into a values ('é');\n";
        assert_eq!(statements(script), ["create table a (x text default ';')", "insert into a values ('é')"]);
    }

    #[test]
    fn nothing_makes_the_reader_of_tokens_fall_over() {
        for text in ["", "'", "\"", "/*", "--", "$", "$99999999999999999999999", "é'", "''''", ";;;", "a$1b"] {
            let _ = tokens(text);
            let _ = with_question_marks(text);
            let _ = statements(text);
        }
    }
}
