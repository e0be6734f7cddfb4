//! Something that needs you: what it is, until when, two lines at most, two buttons and a quiet way out.

use maud::{Markup, Render, html};

use super::Icon;

/// Stands in `ul.panel`.
#[derive(Debug, Clone)]
pub struct Need {
    pub id: String,
    /// Its type: [`Icon::Decision`], [`Icon::Money`], [`Icon::Question`], [`Icon::Blocked`], [`Icon::Flag`].
    pub icon: Icon,
    pub title: String,
    /// Where it opens; `None` if the buttons are all there is.
    pub href: Option<String>,
    /// "by Wed 25 Nov", "4 h left".
    pub due: Markup,
    pub body: Markup,
    /// Forms with buttons, or links.
    pub actions: Markup,
}

impl Render for Need {
    fn render(&self) -> Markup {
        html! {
            li.need id={ "need-" (self.id) } data-row="" {
                (self.icon)
                h3 {
                    @match &self.href { Some(href) => a href=(href) { (self.title) }, None => (self.title) }
                }
                div.due { (self.due) }
                div.need-b { (self.body) }
                div.need-a { (self.actions) }
            }
        }
    }
}
