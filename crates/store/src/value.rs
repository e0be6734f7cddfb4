//! Value and Column: what goes into a statement and comes out of a row, the same on both engines.

/// A value bound to a statement. Made by `From`, most often through [`values!`](crate::values).
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Int(i64),
    Real(f64),
    Text(String),
    Bool(bool),
    /// A value that could not be written, with the reason. Binding it is an error.
    Unwritable(String),
}

/// One cell of a row as the engine gave it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'r> {
    Null,
    Int(i64),
    Real(f64),
    Text(&'r str),
    Bool(bool),
}

/// A type that is kept in a column.
pub trait Column: Sized {
    /// What the type is called in an error message.
    const WANTED: &'static str;

    fn write(&self) -> Value;

    /// `None` where the cell holds something else.
    fn read(cell: Cell<'_>) -> Option<Self>;
}

/// A value kept as JSON in a TEXT column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Json<T>(pub T);

impl<T> std::ops::Deref for Json<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

/// `values![id, &name, 5]`: the values of a statement from `$2` on (from `$1` on for [`Identity`](crate::Identity)).
#[macro_export]
macro_rules! values {
    () => { [] as [$crate::Value; 0] };
    ($($value:expr),+ $(,)?) => {{
        use $crate::Bind as _;
        [$(($value).bind()),+]
    }};
}

impl<T: Column> From<T> for Value {
    fn from(value: T) -> Self {
        value.write()
    }
}

/// What [`values!`](crate::values) takes: all that is kept in a column, a text, and references to them.
pub trait Bind {
    fn bind(&self) -> Value;
}

impl<T: Column> Bind for T {
    fn bind(&self) -> Value {
        self.write()
    }
}

impl Bind for str {
    fn bind(&self) -> Value {
        Value::from(self)
    }
}

impl Bind for Option<&str> {
    fn bind(&self) -> Value {
        Value::from(*self)
    }
}

impl Bind for Value {
    fn bind(&self) -> Value {
        self.clone()
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Option<&str>> for Value {
    fn from(text: Option<&str>) -> Self {
        text.map_or(Self::Null, Self::from)
    }
}

impl Value {
    /// Why the engines would not keep this value alike, if they would not.
    pub(crate) fn fault(&self) -> Option<String> {
        match self {
            Self::Unwritable(reason) => Some(reason.clone()),
            // SQLite would keep null.
            Self::Real(number) if number.is_nan() => Some("not a number".to_owned()),
            // PostgreSQL refuses it, SQLite would cut the text there in some functions.
            Self::Text(text) if text.as_bytes().contains(&0) => Some("the text contains a NUL character".to_owned()),
            _ => None,
        }
    }
}

impl Cell<'_> {
    /// Kind of the cell for an error message: never the content, which is what people wrote.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "empty",
            Self::Int(_) => "an integer",
            Self::Real(_) => "a real number",
            Self::Text(_) => "a text",
            Self::Bool(_) => "a truth value",
        }
    }
}
