//! R11: no plan gives a person more than their hours, puts work on time off, or invents a person.
//!
//! The planner keeps this by construction. This is the second look, by other code, before a plan is shown to anybody.

use jiff::Timestamp;

use crate::refusal::{Refusal, Rule};

/// A piece of planned work.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece<'a> {
    pub person: &'a str,
    pub task: &'a str,
    pub start: Timestamp,
    pub finish: Timestamp,
}

/// Does nobody do two things at a time, or anything outside their working windows (sorted, apart)?
/// `windows` is asked once for each person; `None` means that there is no such person.
pub fn judge<'a>(
    mut pieces: Vec<Piece<'a>>,
    mut windows: impl FnMut(&'a str) -> Option<Vec<(Timestamp, Timestamp)>>,
) -> Result<(), Refusal> {
    pieces.sort_by_key(|piece| (piece.person, piece.start));
    for of_one in pieces.chunk_by(|a, b| a.person == b.person) {
        let person = of_one.first().map_or("", |piece| piece.person);
        let Some(windows) = windows(person) else {
            return Err(refuse(format!("The plan gives work to “{person}”, who is not there.")));
        };
        if let Some([a, b]) = of_one.array_windows::<2>().find(|[a, b]| b.start < a.finish) {
            return Err(refuse(format!(
                "The plan gives {person} “{}” and “{}” at {} at once.",
                a.task, b.task, b.start
            )));
        }
        if let Some(piece) = of_one.iter().find(|piece| !inside(&windows, piece)) {
            let Piece { task, start, .. } = piece;
            return Err(refuse(format!("The plan gives {person} “{task}” at {start}, outside their hours.")));
        }
    }
    Ok(())
}

fn inside(windows: &[(Timestamp, Timestamp)], piece: &Piece<'_>) -> bool {
    let after = windows.partition_point(|window| window.0 <= piece.start);
    after.checked_sub(1).and_then(|index| windows.get(index)).is_some_and(|window| piece.finish <= window.1)
}

fn refuse(why: String) -> Refusal {
    Refusal::by(Rule::R11, format!("{why} It is not shown (R11); the plan before it stays."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i64) -> Timestamp {
        Timestamp::from_second(hour * 3600).unwrap()
    }

    fn piece(task: &str, from: i64, to: i64) -> Piece<'_> {
        Piece { person: "halima", task, start: at(from), finish: at(to) }
    }

    fn halima(_: &str) -> Option<Vec<(Timestamp, Timestamp)>> {
        Some(vec![(at(9), at(13)), (at(33), at(37))])
    }

    #[test]
    fn r11_pieces_inside_the_hours_one_after_another_hold() {
        assert_eq!(judge(vec![piece("b", 11, 13), piece("a", 9, 11), piece("b", 33, 34)], halima), Ok(()));
    }

    #[test]
    fn r11_two_things_at_once_are_found() {
        let refusal = judge(vec![piece("a", 9, 12), piece("b", 11, 13)], halima).unwrap_err();
        assert!(refusal.why.contains("“a” and “b”"), "{}", refusal.why);
    }

    #[test]
    fn r11_work_outside_the_hours_is_found() {
        for (from, to) in [(8, 10), (12, 14), (20, 21), (36, 38)] {
            assert!(judge(vec![piece("a", from, to)], halima).is_err(), "{from}-{to}");
        }
    }

    #[test]
    fn r11_an_invented_person_is_found() {
        assert!(judge(vec![piece("a", 9, 10)], |_| None).unwrap_err().why.contains("not there"));
    }
}
