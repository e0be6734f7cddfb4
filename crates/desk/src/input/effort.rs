//! Effort, as people write it: "4", "1 h 30", "90 min", "2 / 4 / 10".

use righthand_domain::snapshot;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Hours of work: one number, or optimistic, most likely and pessimistic. As text "4", "1 h 30", "90 min" or "2 / 4 / 10".
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effort(pub snapshot::Effort);

/// The most hours that one task may take: ten working years are a project of their own (business file, `effort`).
const EFFORT_HOURS_MAX: f64 = 100_000.0;

impl std::fmt::Display for Effort {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for Effort {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let parts: Vec<f64> = text.split('/').map(|part| hours(part).ok_or(())).collect::<Result<_, _>>()?;
        Self::of(&parts).ok_or(())
    }
}

impl Effort {
    fn of(parts: &[f64]) -> Option<Self> {
        let valid = parts.iter().all(|hours| hours.is_finite() && (0.0..=EFFORT_HOURS_MAX).contains(hours));
        match *parts {
            [hours] if valid => Some(Self(snapshot::Effort::One(hours))),
            [optimistic, most_likely, pessimistic]
                if valid && optimistic <= most_likely && most_likely <= pessimistic =>
            {
                Some(Self(snapshot::Effort::Three { optimistic, most_likely, pessimistic }))
            }
            _ => None,
        }
    }
}

/// "4", "4.5", "4,5", "4 h", "1 h 30", "1h30", "90 min", "2 d" (of eight hours).
fn hours(text: &str) -> Option<f64> {
    let text = text.trim().to_lowercase().replace(',', ".");
    let number = |text: &str| text.trim().parse::<f64>().ok();
    if let Some((hours, minutes)) = text.split_once('h') {
        let minutes = minutes.trim().trim_end_matches("min").trim_end_matches('m');
        let minutes = if minutes.trim().is_empty() { 0.0 } else { number(minutes)? };
        return Some(number(hours)? + minutes / 60.0);
    }
    if let Some(minutes) = text.strip_suffix("min").or_else(|| text.strip_suffix('m')) {
        return Some(number(minutes)? / 60.0);
    }
    if let Some(days) = text.strip_suffix('d') {
        return Some(number(days)? * 8.0);
    }
    number(&text)
}

impl Serialize for Effort {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Effort {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Form {
            One(f64),
            Text(String),
            Three { optimistic: f64, most_likely: f64, pessimistic: f64 },
        }
        const EXPECTED: &str = "hours are expected here: one number such as 4, 1 h 30 or 90 min, or three in order of size such as 2 / 4 / 10";
        let refuse = || serde::de::Error::custom(EXPECTED);
        match Form::deserialize(from).map_err(|_| refuse())? {
            Form::One(hours) => Self::of(&[hours]),
            Form::Text(text) => text.parse().ok(),
            Form::Three { optimistic, most_likely, pessimistic } => Self::of(&[optimistic, most_likely, pessimistic]),
        }
        .ok_or_else(refuse)
    }
}

impl JsonSchema for Effort {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "HoursSaid".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let hours = serde_json::json!({ "type": "number", "minimum": 0, "maximum": EFFORT_HOURS_MAX });
        json_schema!({
            "description": "Hours of one person's work: a number, a text such as \"1 h 30\" or \"2 / 4 / 10\", or three values in order of size",
            "anyOf": [
                hours,
                { "type": "string", "minLength": 1, "maxLength": 60 },
                { "type": "object", "additionalProperties": false,
                  "required": ["optimistic", "most_likely", "pessimistic"],
                  "properties": { "optimistic": hours, "most_likely": hours, "pessimistic": hours } }
            ],
            "examples": [4, "2 / 4 / 10"]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn efforts_are_read_as_people_write_them() {
        for (text, hours) in
            [("4", 4.0), ("1 h 30", 1.5), ("1h30", 1.5), ("90 min", 1.5), ("4,5", 4.5), ("2 d", 16.0), ("3h", 3.0)]
        {
            assert_eq!(text.parse(), Ok(Effort(snapshot::Effort::One(hours))), "{text}");
        }
        let three = Effort(snapshot::Effort::Three { optimistic: 2.0, most_likely: 4.0, pessimistic: 10.0 });
        assert_eq!("2 / 4 / 10".parse(), Ok(three));
        assert_eq!(
            serde_json::from_str::<Effort>(r#"{"optimistic":2,"most_likely":4,"pessimistic":10}"#).unwrap(),
            three
        );
    }

    #[test]
    fn efforts_out_of_order_negative_or_absurd_are_faults() {
        for text in ["", "-1", "4/2/10", "1/2", "NaN", "inf", "1e9", "soon"] {
            assert_eq!(text.parse::<Effort>(), Err(()), "{text}");
        }
    }
}
