//! The people of a board: known from before, else by address, else by name, else new.

use std::collections::HashMap;

use righthand_domain::ids::MemberId;
use righthand_domain::roles::Role;
use righthand_exchange::parcel;
use righthand_store::select_sql;

use super::clean;
use super::origins::Origins;
use crate::act::Act;
use crate::command::Stop;
use crate::import::keys::Keys;
use crate::import::position;
use crate::import::report::{Fate, Tally};
use crate::records::Member;
use crate::team::{self, email};

/// The kind of thing and item that they are.
const KIND: &str = "member";

/// The member for each external id. A board changes nobody's record: who somebody is here is not the board's to say.
pub(super) fn bring(
    act: &mut Act<'_>,
    origins: &mut Origins<'_>,
    tally: &mut Tally,
    people: &[parcel::Member],
) -> Result<HashMap<String, Member>, Stop> {
    let here = act.select::<Member>(select_sql!(Member, "where business_id = $1 order by position, id"), &[])?;
    let last = here.iter().map(|member| member.position).max().unwrap_or(0);
    let mut keys = Keys::load(act, team::TAKEN_KEYS, "person")?;
    let (mut made, mut found) = (Vec::new(), HashMap::with_capacity(people.len()));
    for person in people {
        let address = email(&clean(person.email.as_deref().unwrap_or_default())).ok().flatten();
        let known = origins.find(KIND, &person.external_id).cloned();
        let before =
            known.as_ref().and_then(|origin| here.iter().find(|member| member.id.to_string() == origin.thing_id));
        let member =
            match before.or_else(|| by_address(&here, address.as_deref())).or_else(|| by_name(tally, &here, person)) {
                Some(member) => {
                    tally.fate(KIND, Fate::Unchanged);
                    member.clone()
                }
                None => {
                    tally.fate(KIND, Fate::Made);
                    let name = clean(&person.name);
                    let new = Member::new(act.new_id::<MemberId>(), &keys.take(&name), &name, Role::TeamMember);
                    let member = Member { email: address, position: position(last, made.len()), ..new };
                    made.push(member.clone());
                    member
                }
            };
        origins.note(act, known, KIND, &person.external_id, KIND, &member.id.to_string(), String::new())?;
        found.insert(person.external_id.clone(), member);
    }
    act.insert_all(&made)?;
    Ok(found)
}

fn by_address<'m>(here: &'m [Member], address: Option<&str>) -> Option<&'m Member> {
    let address = address?;
    here.iter().find(|member| member.email.as_deref().is_some_and(|email| email.eq_ignore_ascii_case(address)))
}

/// Only among those who were here before: two people of one name on a board are two.
fn by_name<'m>(tally: &mut Tally, here: &'m [Member], person: &parcel::Member) -> Option<&'m Member> {
    let name = person.name.trim().to_lowercase();
    let member = here.iter().find(|member| member.name.trim().to_lowercase() == name)?;
    tally.guess("person on the board", "the member of the same name", &person.name);
    Some(member)
}
