//! Buttons do, links go. One primary button per section.

use maud::{Markup, Render, html};

use super::Icon;

/// Built by [`button`] or [`link_button`], then put into markup as it is.
#[derive(Debug, Clone)]
pub struct Button {
    label: String,
    href: Option<String>,
    look: &'static str,
    small: bool,
    big: bool,
    icon: Option<Icon>,
    hide_label: bool,
    value: Option<(String, String)>,
    action: Option<String>,
    form: Option<String>,
    key: Option<char>,
    disabled: bool,
    busy: bool,
    plain_type: bool,
}

/// A button that submits its form. The label is a verb with its object: "Approve €480".
pub fn button(label: impl Into<String>) -> Button {
    Button {
        label: label.into(),
        href: None,
        look: "",
        small: false,
        big: false,
        icon: None,
        hide_label: false,
        value: None,
        action: None,
        form: None,
        key: None,
        disabled: false,
        busy: false,
        plain_type: false,
    }
}

/// A link that looks like a button, for going somewhere.
pub fn link_button(label: impl Into<String>, href: impl Into<String>) -> Button {
    Button { href: Some(href.into()), ..button(label) }
}

impl Button {
    /// Ink, one per section.
    pub fn primary(self) -> Self {
        Self { look: " btn-1", ..self }
    }

    /// Without an edge, for the way out.
    pub fn quiet(self) -> Self {
        Self { look: " btn-q", ..self }
    }

    /// Takes something away.
    pub fn removes(self) -> Self {
        Self { look: " btn-d", ..self }
    }

    pub fn small(self) -> Self {
        Self { small: true, ..self }
    }

    /// Full height for sign-in and guest pages.
    pub fn big(self) -> Self {
        Self { big: true, ..self }
    }

    pub fn icon(self, icon: Icon) -> Self {
        Self { icon: Some(icon), ..self }
    }

    /// Shows the icon only; the label stays for those who do not see it.
    pub fn icon_only(self, icon: Icon) -> Self {
        Self { icon: Some(icon), hide_label: true, ..self }
    }

    /// What is submitted when this button is pressed.
    pub fn value(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { value: Some((name.into(), value.into())), ..self }
    }

    /// Posts to another address than the form's.
    pub fn posts_to(self, action: impl Into<String>) -> Self {
        Self { action: Some(action.into()), ..self }
    }

    /// Belongs to a form elsewhere on the page, by its id.
    pub fn of_form(self, id: impl Into<String>) -> Self {
        Self { form: Some(id.into()), ..self }
    }

    /// A single letter that presses it, on the selected row or on the page.
    pub fn key(self, key: char) -> Self {
        Self { key: Some(key), ..self }
    }

    /// Cannot be used now; say why in a hint beside it.
    pub fn disabled(self, disabled: bool) -> Self {
        Self { disabled, ..self }
    }

    /// Working: a ring, unchanged width.
    pub fn busy(self) -> Self {
        Self { busy: true, ..self }
    }

    /// Submits nothing by itself: for what a script adds.
    pub fn inert(self) -> Self {
        Self { plain_type: true, ..self }
    }

    fn class(&self) -> String {
        let mut class = String::from("btn");
        for (on, name) in [
            (self.small, " btn-s"),
            (self.big, " btn-big"),
            (!self.look.is_empty(), self.look),
            (self.hide_label, " btn-i"),
        ] {
            if on {
                class.push_str(name);
            }
        }
        class
    }

    fn inside(&self) -> Markup {
        html! {
            @if let Some(icon) = self.icon { (icon.small()) }
            @if self.hide_label { span.vh { (self.label) } } @else { (self.label) }
        }
    }
}

impl Render for Button {
    fn render(&self) -> Markup {
        let key = self.key.map(String::from);
        if let Some(href) = &self.href {
            return html! {
                a class=(self.class()) href=(href) data-key=[key.as_deref()] aria-keyshortcuts=[key.as_deref()] { (self.inside()) }
            };
        }
        let (name, value) = self.value.as_ref().map_or((None, None), |(n, v)| (Some(n), Some(v)));
        html! {
            button class=(self.class()) type=(if self.plain_type { "button" } else { "submit" })
                name=[name] value=[value] form=[self.form.as_ref()]
                formaction=[self.action.as_ref()] formmethod=[self.action.as_ref().map(|_| "post")]
                disabled[self.disabled] aria-busy=[self.busy.then_some("true")]
                data-key=[key.as_deref()] aria-keyshortcuts=[key.as_deref()] { (self.inside()) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_button_posts_its_value_and_escapes_its_label() {
        let out = button("Give <it> to Mireille").primary().value("by", "2026-03-13").render().into_string();
        assert!(out.contains("Give &lt;it&gt; to Mireille"), "{out}");
        assert!(out.contains(r#"type="submit" name="by" value="2026-03-13""#), "{out}");
    }

    #[test]
    fn an_icon_button_keeps_its_name() {
        let out = button("Close").icon_only(Icon::Close).render().into_string();
        assert!(out.contains(r#"<span class="vh">Close</span>"#), "{out}");
    }
}
