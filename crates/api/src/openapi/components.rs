//! Components: schemas of all operations in one place, each once.

use schemars::generate::SchemaSettings;
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value};

/// Where the document keeps its schemas.
const SCHEMAS: &str = "#/components/schemas/";

/// Schemas under construction.
pub(super) struct Components {
    generator: SchemaGenerator,
    schemas: Map<String, Value>,
}

impl Default for Components {
    fn default() -> Self {
        let settings =
            SchemaSettings::draft2020_12().with(|settings| settings.definitions_path = "/components/schemas".into());
        Self { generator: settings.into_generator(), schemas: super::problems::schemas() }
    }
}

impl Components {
    /// The schema of an answer, its parts moved to the components.
    pub(super) fn answer(&mut self, schema: fn(&mut SchemaGenerator) -> Schema) -> Value {
        schema(&mut self.generator).to_value()
    }

    /// A schema that stands by itself under `name`, its definitions moved to the components. Gives the reference.
    pub(super) fn add(&mut self, name: &str, mut schema: Value) -> Value {
        if let Some(root) = schema.as_object_mut() {
            root.remove("$schema");
            root.remove("title");
            if let Some(Value::Object(definitions)) = root.remove("$defs") {
                for (name, definition) in definitions {
                    self.keep(name, relocated(definition));
                }
            }
        }
        self.keep(name.to_owned(), relocated(schema));
        serde_json::json!({ "$ref": format!("{SCHEMAS}{name}") })
    }

    /// Two different schemas of one name would make one of them a lie.
    fn keep(&mut self, name: String, schema: Value) {
        let same = self.schemas.get(&name).is_none_or(|known| *known == schema);
        debug_assert!(same, "two schemas are called {name}: rename one of the types");
        self.schemas.insert(name, schema);
    }

    /// What a reference leads to.
    pub(super) fn get(&self, reference: &str) -> Option<&Value> {
        self.schemas.get(reference.strip_prefix(SCHEMAS)?)
    }

    /// All of them, by name.
    pub(super) fn into_schemas(mut self) -> Map<String, Value> {
        for (name, schema) in self.generator.take_definitions(true) {
            self.keep(name, schema);
        }
        let mut all: Vec<(String, Value)> = self.schemas.into_iter().collect();
        all.sort_by(|(one, _), (other, _)| one.cmp(other));
        all.into_iter().collect()
    }
}

/// The same schema with its references leading to the components.
fn relocated(value: Value) -> Value {
    match value {
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .map(|(name, field)| match field {
                    Value::String(text) if name == "$ref" => (name, Value::String(text.replace("#/$defs/", SCHEMAS))),
                    other => (name, relocated(other)),
                })
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.into_iter().map(relocated).collect()),
        other => other,
    }
}
