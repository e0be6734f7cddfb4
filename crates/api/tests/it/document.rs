//! The OpenAPI document: complete, the same as last time unless somebody meant it, and open to all.

use axum::body::Body;
use axum::http::Request;
use righthand_desk::catalogue::CATALOGUE;
use righthand_desk::command::Method;

use crate::world::World;

#[test]
fn the_document_is_as_it_was_read_and_accepted() {
    insta::assert_json_snapshot!("openapi", righthand_api::document());
}

#[test]
fn every_command_of_the_catalogue_has_its_operation() {
    let document = righthand_api::document();
    for entry in CATALOGUE {
        let method = match entry.rest.0 {
            Method::Post => "post",
            Method::Put => "put",
            Method::Patch => "patch",
            Method::Delete => "delete",
        };
        let operation = &document["paths"][format!("/businesses/{{business}}{}", entry.rest.1)][method];
        assert_eq!(operation["operationId"], entry.name, "{} has no operation", entry.name);
        assert!(operation["responses"].is_object() && operation["summary"].is_string(), "{}", entry.name);
    }
}

#[test]
fn every_reference_of_the_document_leads_somewhere() {
    fn references(value: &serde_json::Value, found: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(fields) => {
                found.extend(fields.get("$ref").and_then(|target| target.as_str()).map(ToOwned::to_owned));
                fields.values().for_each(|field| references(field, found));
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }
    let document = righthand_api::document();
    let mut found = Vec::new();
    references(document, &mut found);
    assert!(found.len() > 100);
    for reference in found {
        assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference} leads nowhere");
    }
}

#[test]
fn every_example_of_a_body_fits_its_schema() {
    let document = righthand_api::document();
    let components = &document["components"];
    let mut seen = 0;
    for operation in operations(document) {
        let content = &operation["requestBody"]["content"]["application/json"];
        let Some(example) = content.get("example") else { continue };
        let mut schema = content["schema"].clone();
        schema["components"] = components.clone();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let faults: Vec<String> =
            validator.iter_errors(example).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
        assert!(faults.is_empty(), "{}: {example}: {faults:?}", operation["operationId"]);
        seen += 1;
    }
    assert!(seen > 50, "{seen}");
}

#[test]
fn every_tag_of_an_operation_is_told_of() {
    let document = righthand_api::document();
    let tags: Vec<&serde_json::Value> = document["tags"].as_array().unwrap().iter().map(|tag| &tag["name"]).collect();
    for operation in operations(document) {
        for tag in operation["tags"].as_array().unwrap() {
            assert!(tags.contains(&tag), "{tag} of {}", operation["operationId"]);
        }
    }
}

fn operations(document: &serde_json::Value) -> impl Iterator<Item = &serde_json::Value> {
    let methods = document["paths"].as_object().unwrap().values().flat_map(|path| path.as_object().unwrap());
    methods.map(|(_, operation)| operation)
}

#[tokio::test]
async fn the_document_is_served_without_a_token() {
    let world = World::new();
    let answer =
        world.request(Request::builder().uri("/api/v1/openapi.json").body(Body::empty()).unwrap()).await.is(200);
    assert_eq!(&answer.body, righthand_api::document());
}
