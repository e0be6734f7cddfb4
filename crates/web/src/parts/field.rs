//! Fields: label above, hint below; a fault replaces the hint with a shape and a fact. What was typed is kept.

use maud::{Markup, PreEscaped, Render, html};

use super::Icon;

/// What is wrong with a form, by field name. The empty name is about the form as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults(Vec<(String, String)>);

impl Faults {
    pub fn add(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.push((field.into(), message.into()));
    }

    /// Builder form of [`Faults::add`].
    pub fn with(mut self, field: impl Into<String>, message: impl Into<String>) -> Self {
        self.add(field, message);
        self
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first fault of a field.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, message)| message.as_str())
    }
}

/// Faults of the form as a whole, above its fields. Nothing if there are none.
pub fn fault_summary(faults: &Faults) -> Markup {
    html! {
        @if let Some(message) = faults.of("") {
            div.note.note-l role="alert" { (Icon::Late.with_class("i fillst latec")) p { (message) } }
        }
    }
}

/// A text, e-mail, password, date or number input, or a text area.
#[derive(Debug, Clone, Default)]
pub struct Field<'a> {
    name: &'a str,
    label: &'a str,
    kind: &'a str,
    value: &'a str,
    hint: Option<&'a str>,
    fault: Option<&'a str>,
    optional: bool,
    unasked: bool,
    autocomplete: Option<&'a str>,
    inputmode: Option<&'a str>,
    list: Option<(&'a str, &'a [&'a str])>,
    max_length: Option<u32>,
    big: bool,
    narrow: bool,
    autofocus: bool,
    id: Option<&'a str>,
}

impl<'a> Field<'a> {
    /// `kind` is the input's type (`text`, `email`, `password`, `date`, `number`) or `area` for several lines.
    pub fn new(kind: &'a str, name: &'a str, label: &'a str) -> Self {
        Self { kind, name, label, ..Self::default() }
    }

    pub fn value(self, value: &'a str) -> Self {
        Self { value, ..self }
    }

    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint: Some(hint), ..self }
    }

    pub fn fault(self, fault: Option<&'a str>) -> Self {
        Self { fault, ..self }
    }

    /// Required is the default; this says "optional" beside the label.
    pub fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// Not required, in a form of which nothing is: saying so at every field would only be noise.
    pub fn unasked(self) -> Self {
        Self { optional: true, unasked: true, ..self }
    }

    pub fn autocomplete(self, token: &'a str) -> Self {
        Self { autocomplete: Some(token), ..self }
    }

    pub fn inputmode(self, mode: &'a str) -> Self {
        Self { inputmode: Some(mode), ..self }
    }

    /// Suggestions; anything else may be typed too. `id` must be unique on the page.
    pub fn suggestions(self, id: &'a str, options: &'a [&'a str]) -> Self {
        Self { list: Some((id, options)), ..self }
    }

    pub fn max_length(self, characters: u32) -> Self {
        Self { max_length: Some(characters), ..self }
    }

    pub fn big(self) -> Self {
        Self { big: true, ..self }
    }

    /// 88 px and right-aligned, for numbers.
    pub fn narrow(self) -> Self {
        Self { narrow: true, ..self }
    }

    pub fn autofocus(self) -> Self {
        Self { autofocus: true, ..self }
    }

    /// Where a page has two fields of one name.
    pub fn id(self, id: &'a str) -> Self {
        Self { id: Some(id), ..self }
    }

    fn class(&self) -> &'static str {
        match (self.big, self.narrow) {
            (true, _) => "inp inp-big",
            (_, true) => "inp inp-n",
            _ => "inp",
        }
    }
}

impl Render for Field<'_> {
    fn render(&self) -> Markup {
        let id = self.id.map_or_else(|| format!("f-{}", self.name), str::to_owned);
        let about = below(&id, self.hint, self.fault);
        let (invalid, required) = (self.fault.map(|_| "true"), !self.optional);
        html! {
            div.field {
                label for=(id) { (self.label) @if self.optional && !self.unasked { span.mut { " (optional)" } } }
                @if self.kind == "area" {
                    textarea class=(self.class()) id=(id) name=(self.name) maxlength=[self.max_length] required[required]
                        aria-invalid=[invalid] aria-describedby=[about.id.as_ref()] {
                        // A text area drops one leading line break: this one.
                        "\n" (self.value)
                    }
                } @else {
                    input class=(self.class()) id=(id) name=(self.name) type=(self.kind) value=(self.value)
                        required[required] maxlength=[self.max_length] autocomplete=[self.autocomplete]
                        inputmode=[self.inputmode] list=[self.list.map(|(id, _)| id)] autofocus[self.autofocus]
                        aria-invalid=[invalid] aria-describedby=[about.id.as_ref()];
                }
                @if let Some((id, options)) = self.list { datalist id=(id) { @for option in options { option value=(option) {} } } }
                (about.markup)
            }
        }
    }
}

/// One of the options of a select.
#[derive(Debug, Clone, Copy)]
pub struct Choice<'a> {
    pub value: &'a str,
    pub label: &'a str,
}

/// A select with label, hint and fault, as [`Field`].
pub fn select_field(
    name: &str,
    label: &str,
    options: &[Choice<'_>],
    chosen: &str,
    hint: Option<&str>,
    fault: Option<&str>,
) -> Markup {
    select_field_as(&format!("f-{name}"), name, label, options, chosen, hint, fault)
}

/// As [`select_field`], where a page has two of one name.
pub fn select_field_as(
    id: &str,
    name: &str,
    label: &str,
    options: &[Choice<'_>],
    chosen: &str,
    hint: Option<&str>,
    fault: Option<&str>,
) -> Markup {
    let about = below(id, hint, fault);
    html! {
        div.field {
            label for=(id) { (label) }
            (select(id, name, options, chosen, fault.map(|_| "true"), about.id.as_deref()))
            (about.markup)
        }
    }
}

/// A select whose label only screen readers hear, for tool bars.
pub fn labelled_select(name: &str, label: &str, options: &[Choice<'_>], chosen: &str) -> Markup {
    let id = format!("f-{name}");
    html! { label.vh for=(id) { (label) } (select(&id, name, options, chosen, None, None)) }
}

/// A checkbox with its words.
pub fn check(name: &str, value: &str, label: &str, checked: bool) -> Markup {
    html! { label.row { input.check type="checkbox" name=(name) value=(value) checked[checked]; (label) } }
}

/// A radio with its words; several of one name stand in a `fieldset`.
pub fn radio(name: &str, value: &str, label: &str, checked: bool) -> Markup {
    html! { label.row { input.radio type="radio" name=(name) value=(value) checked[checked]; (label) } }
}

/// A switch: only for settings that act at once. Its form is sent on change; without script its button is there.
pub fn switch(action: &str, name: &str, label: &str, on: bool) -> Markup {
    html! {
        form.row method="post" action=(action) data-auto-submit="" {
            label.row { input.sw type="checkbox" role="switch" name=(name) value="on" checked[on]; (label) }
            noscript { button.btn.btn-s type="submit" { "Keep" } }
        }
    }
}

/// A value that goes along unseen.
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

fn select(
    id: &str,
    name: &str,
    options: &[Choice<'_>],
    chosen: &str,
    invalid: Option<&str>,
    about: Option<&str>,
) -> Markup {
    html! {
        select.inp id=(id) name=(name) aria-invalid=[invalid] aria-describedby=[about] {
            @for option in options { option value=(option.value) selected[option.value == chosen] { (option.label) } }
        }
    }
}

/// The line under a field, and its id for `aria-describedby`.
struct Below {
    id: Option<String>,
    markup: Markup,
}

fn below(id: &str, hint: Option<&str>, fault: Option<&str>) -> Below {
    match (fault, hint) {
        (Some(fault), _) => {
            let about = format!("{id}-fault");
            let markup = html! { p.err id=(about) { (Icon::Late.with_class("i i-s fillst")) (fault) } };
            Below { id: Some(about), markup }
        }
        (None, Some(hint)) => {
            let about = format!("{id}-hint");
            let markup = html! { p.hint id=(about) { (hint) } };
            Below { id: Some(about), markup }
        }
        (None, None) => Below { id: None, markup: PreEscaped(String::new()) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_stands_beside_its_field_and_what_was_typed_is_kept() {
        let faults = Faults::default().with("end", "November has 30 days");
        let out =
            Field::new("text", "end", "End date").value("31 \"Nov\" 2026").hint("When it ends").fault(faults.of("end"));
        let out = out.render().into_string();
        assert!(out.contains(r#"aria-invalid="true" aria-describedby="f-end-fault""#), "{out}");
        assert!(out.contains("31 &quot;Nov&quot; 2026"), "{out}");
        assert!(!out.contains("When it ends"), "{out}");
    }

    #[test]
    fn a_text_area_keeps_its_first_line_break() {
        let out = Field::new("area", "why", "Reason").value("\nfirst").optional().render().into_string();
        assert!(out.contains(">\n\nfirst</textarea>"), "{out}");
        assert!(out.contains("(optional)") && !out.contains(" required"), "{out}");
    }
}
