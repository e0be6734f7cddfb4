//! Rows: how many of each the interview shows, and what a row that was added begins with.

use righthand_advisor::interview::DUTIES_MAX;
use righthand_advisor::typical::TYPICAL;
use righthand_desk::hire::pasted;
use righthand_domain::kind::Kind;
use righthand_domain::snapshot::Energy;
use righthand_domain::words::decimal;

use super::said::Said;
use crate::parts::Faults;

/// Rows of duties at first, and how many more a button gives.
const ROWS: usize = 8;
/// Rows that are empty below what is said.
const EMPTY_ROWS: usize = 4;

impl Said {
    /// Takes in what was ticked, what was pasted, and the wish for more rows; what could not be read is a fault.
    pub(super) fn taken_in(&mut self) -> Faults {
        let mut faults = Faults::default();
        let ticked = self.take_all("typical");
        let text = self.take_all("pasted").pop().unwrap_or_default();
        let more = self.take_all("then").iter().any(|then| then == "rows");
        for typical in TYPICAL.iter().filter(|typical| ticked.iter().any(|key| key == typical.key)) {
            self.add(typical.name, typical.hours, typical.kind, None, None);
        }
        match pasted::read(&text) {
            Ok(duties) if duties.len() + self.rows() <= DUTIES_MAX + ROWS => {
                for duty in duties {
                    self.add(&duty.name, duty.hours, duty.kind, duty.energy, duty.hand_over);
                }
            }
            Ok(_) => {
                faults.add("pasted", format!("At most {DUTIES_MAX} duties: paste those that take most of your time"));
                self.put("pasted", &text);
            }
            Err(list) => {
                for fault in list.into_iter().take(1) {
                    faults.add("pasted", fault.message);
                }
                self.put("pasted", &text);
            }
        }
        let empty = if more { ROWS } else { EMPTY_ROWS };
        self.keep_rows((self.last_row() + empty).clamp(ROWS, DUTIES_MAX));
        faults
    }

    /// One more duty, in the first row after all that say something.
    fn add(&mut self, name: &str, hours: f64, kind: Kind, energy: Option<Energy>, hand_over: Option<bool>) {
        let at = self.last_row();
        if at >= DUTIES_MAX {
            return;
        }
        let energy = energy.map(|energy| match energy {
            Energy::Gives => "gives",
            Energy::Neutral => "neutral",
            Energy::Drains => "drains",
        });
        let mut put = |field: &str, value: &str| self.put(&format!("duties.{at}.{field}"), value);
        put("name", name);
        put("hours_per_week", &decimal(hours));
        put("kind", kind.as_str());
        put("energy", energy.unwrap_or_default());
        put("hand_over", hand_over.map_or("", |yes| if yes { "true" } else { "false" }));
    }

    /// The row after the last one that names a duty.
    fn last_row(&self) -> usize {
        (0..DUTIES_MAX).rev().find(|at| !self.text(&format!("duties.{at}.name")).is_empty()).map_or(0, |at| at + 1)
    }
}
