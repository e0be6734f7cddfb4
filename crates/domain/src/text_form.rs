//! Types that travel as text: serde and JSON Schema from `Display` and `FromStr`, said once.

/// Makes a type with `Display` and `FromStr` travel as a string; a fourth argument is said of it in its schema.
#[macro_export]
macro_rules! text_form {
    ($name:ty, $description:literal, $example:literal) => {
        $crate::text_form!($name, $description, $example, { "maxLength": 100 });
    };
    ($name:ty, $description:literal, $example:literal, $says:tt) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(from)?;
                text.trim().parse().map_err(|_| {
                    serde::de::Error::custom(format!(concat!($description, " is expected here, such as ", $example, "; not “{}”"), text))
                })
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let mut schema =
                    schemars::json_schema!({ "type": "string", "description": $description, "examples": [$example] });
                if let serde_json::Value::Object(more) = serde_json::json!($says) {
                    more.into_iter().for_each(|(word, value)| drop(schema.insert(word, value)));
                }
                schema
            }
        }
    };
}
