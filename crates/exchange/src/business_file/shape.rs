//! Walking the tree by the contract's schema: each fault is noted with its pointer, and the walk goes on.

use std::collections::HashSet;

use righthand_domain::snapshot::Fault;

use super::{FAULTS_MAX, tree::Node};

/// The walk: where it is, and what it found wrong so far.
#[derive(Default)]
pub(super) struct Shape<'n> {
    path: Vec<Step<'n>>,
    faults: Vec<Fault>,
    /// Where values are missing or not what they should be.
    unread: HashSet<String>,
    more: usize,
    broken: bool,
}

#[derive(Clone, Copy)]
enum Step<'n> {
    Field(&'n str),
    Item(usize),
}

/// What a walk found.
pub(super) struct Verdict {
    pub(super) faults: Vec<Fault>,
    /// Pointers to values that are missing or at fault: what the domain says of these is said already.
    pub(super) unread: HashSet<String>,
    /// A list or an object is missing or something else: what refers into it cannot be judged.
    pub(super) broken: bool,
}

/// The fields of one object, and which of them were asked for.
pub(super) struct Fields<'n> {
    fields: &'n [(std::borrow::Cow<'n, str>, Node<'n>)],
    known: Vec<&'static str>,
}

impl<'n> Shape<'n> {
    pub(super) fn verdict(mut self) -> Verdict {
        if self.more > 0 {
            let message = format!("and {} more faults", self.more);
            self.faults.push(Fault { pointer: String::new(), message });
        }
        Verdict { faults: self.faults, unread: self.unread, broken: self.broken || self.more > 0 }
    }

    /// Notes a fault of the value at hand.
    pub(super) fn fault(&mut self, message: impl Into<String>) {
        let pointer = self.pointer();
        self.note(pointer.clone(), pointer, message.into());
    }

    /// Notes a fault that is told of one place and leaves another unread.
    fn note(&mut self, told: String, unread: String, message: String) {
        if self.faults.len() < FAULTS_MAX {
            self.unread.insert(unread);
            self.faults.push(Fault { pointer: told, message });
        } else {
            self.more += 1;
        }
    }

    /// Notes that the value at hand is of another kind than `wanted`.
    pub(super) fn wrong<T>(&mut self, wanted: &str, found: &Node<'_>) -> Option<T> {
        self.fault(format!("must be {wanted}, not {}", found.noun()));
        None
    }

    /// Reads an object by asking for its fields; what was not asked for is a fault, and what is there twice.
    pub(super) fn object<T>(
        &mut self,
        node: &'n Node<'n>,
        read: impl FnOnce(&mut Self, &mut Fields<'n>) -> T,
    ) -> Option<T> {
        let Node::Object(fields) = node else {
            self.broken = true;
            return self.wrong("an object", node);
        };
        let mut asked = Fields { fields, known: Vec::with_capacity(fields.len()) };
        let value = read(self, &mut asked);
        let mut seen = HashSet::with_capacity(fields.len());
        for (name, _) in fields {
            let at = Step::Field(name);
            if !seen.insert(name.as_ref()) {
                self.at(at, |shape| shape.fault("is there twice; keep one of them"));
            } else if !asked.known.contains(&name.as_ref()) {
                let known = asked.known.join(", ");
                self.at(at, |shape| shape.fault(format!("unknown field; there are {known}")));
            }
        }
        Some(value)
    }

    /// The value of a field that may be absent.
    pub(super) fn may<T>(
        &mut self,
        fields: &mut Fields<'n>,
        name: &'static str,
        read: impl FnOnce(&mut Self, &'n Node<'n>) -> Option<T>,
    ) -> Option<T> {
        fields.known.push(name);
        let (_, node) = fields.fields.iter().find(|(there, _)| there == name)?;
        self.at(Step::Field(name), |shape| read(shape, node))
    }

    /// The value of a field that has to be there.
    pub(super) fn must<T>(
        &mut self,
        fields: &mut Fields<'n>,
        name: &'static str,
        read: impl FnOnce(&mut Self, &'n Node<'n>) -> Option<T>,
    ) -> Option<T> {
        if !fields.fields.iter().any(|(there, _)| there == name) {
            let pointer = self.pointer();
            self.note(pointer.clone(), format!("{pointer}/{name}"), format!("\"{name}\" is missing"));
        }
        self.may(fields, name, read)
    }

    /// Reads a list. Every item is kept, so that places stay true: one at fault as its default.
    pub(super) fn list<T: Default>(
        &mut self,
        node: &'n Node<'n>,
        mut read: impl FnMut(&mut Self, &'n Node<'n>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let Node::List(items) = node else {
            self.broken = true;
            return self.wrong("a list", node);
        };
        let each = items.iter().enumerate();
        Some(each.map(|(at, item)| self.at(Step::Item(at), |shape| read(shape, item)).unwrap_or_default()).collect())
    }

    /// [`Self::list`] of things that have no default: without one of them references cannot be judged.
    pub(super) fn whole<T>(
        &mut self,
        node: &'n Node<'n>,
        mut read: impl FnMut(&mut Self, &'n Node<'n>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let read = self.list(node, |shape, item| Some(read(shape, item)))?;
        self.broken |= read.iter().any(Option::is_none);
        Some(read.into_iter().flatten().collect())
    }

    /// The things of a field that may be absent.
    pub(super) fn all<T>(
        &mut self,
        fields: &mut Fields<'n>,
        name: &'static str,
        read: impl FnMut(&mut Self, &'n Node<'n>) -> Option<T>,
    ) -> Vec<T> {
        self.may(fields, name, |shape, node| shape.whole(node, read)).unwrap_or_default()
    }

    /// The keys of a field that may be absent.
    pub(super) fn keys(&mut self, fields: &mut Fields<'n>, name: &'static str) -> Vec<String> {
        self.may(fields, name, |shape, node| shape.list(node, Shape::key)).unwrap_or_default()
    }

    fn at<T>(&mut self, step: Step<'n>, visit: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(step);
        let value = visit(self);
        self.path.pop();
        value
    }

    /// RFC 6901.
    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.path {
            pointer.push('/');
            match step {
                Step::Item(at) => pointer.push_str(&at.to_string()),
                Step::Field(name) => pointer.push_str(&short(name).replace('~', "~0").replace('/', "~1")),
            }
        }
        pointer
    }
}

/// A name as far as a message can carry it.
fn short(name: &str) -> String {
    /// Characters: longer than any field of the format, shorter than a line.
    const NAME_CHARS_MAX: usize = 80;
    name.chars().take(NAME_CHARS_MAX).collect()
}
