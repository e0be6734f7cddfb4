//! Kinds of work: a mark and a word, ordered by lightness.

use maud::{Markup, html};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkKind {
    Implementation,
    Management,
    Strategy,
}

impl WorkKind {
    pub fn word(self) -> &'static str {
        match self {
            WorkKind::Implementation => "Implementation",
            WorkKind::Management => "Management",
            WorkKind::Strategy => "Strategy",
        }
    }

    pub fn show(self) -> Markup {
        let class = match self {
            WorkKind::Implementation => "kind",
            WorkKind::Management => "kind kind-m",
            WorkKind::Strategy => "kind kind-s",
        };
        html! { span class=(class) { (self.word()) } }
    }
}
