//! Calendar: one person's working time as an axis without gaps.
//!
//! On the axis, minute `w` is the person's `w`-th minute of work; nights, weekends and leave do not exist, so a task is
//! a plain interval. Two small tables make both directions a step or two instead of a search.

use crate::problem::{MINUTE_MAX, Minute};

/// Wall minutes in one cell of the table from wall to work.
const WALL_CELL: Minute = 24 * 60;
/// Working minutes in one cell of the table from work to wall.
const WORK_CELL: Minute = 4 * 60;
/// Cells of a table: 60 years of days; beyond, the last cell's scan is longer, never wrong.
const CELLS_MAX: Minute = 22_000;

/// A stretch of working time, `start < end`, in wall minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    pub start: Minute,
    pub end: Minute,
}

/// A window on the axis: working minute `w` of `from..to` begins at wall minute `w + ahead`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) from: Minute,
    pub(crate) to: Minute,
    pub(crate) ahead: Minute,
}

impl Stretch {
    pub(crate) const NOTHING: Self = Self { from: 0, to: 0, ahead: 0 };

    pub(crate) fn holds(&self, work: Minute) -> bool {
        self.from <= work && work < self.to
    }
}

/// Working windows, in order, never touching, with the work before each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    windows: Vec<Window>,
    /// Working minutes before each window.
    base: Vec<Minute>,
    total: Minute,
    by_wall: Vec<u32>,
    by_work: Vec<u32>,
}

impl Calendar {
    /// Sorts, joins what touches or overlaps, and drops what is empty or absurd.
    pub fn new(windows: impl IntoIterator<Item = (Minute, Minute)>) -> Self {
        let sound = |&(start, end): &(Minute, Minute)| start < end && start > -MINUTE_MAX && end < MINUTE_MAX;
        let mut all: Vec<(Minute, Minute)> = windows.into_iter().filter(sound).collect();
        if !all.is_sorted() {
            all.sort_unstable();
        }
        let mut calendar = Self::default();
        for (start, end) in all {
            match calendar.windows.last_mut() {
                Some(last) if start <= last.end => last.end = last.end.max(end),
                _ => calendar.windows.push(Window { start, end }),
            }
        }
        calendar.index();
        calendar
    }

    pub fn windows(&self) -> &[Window] {
        &self.windows
    }

    /// All working minutes there are.
    pub fn total(&self) -> Minute {
        self.total
    }

    /// Working minutes before the wall minute `wall`.
    pub fn work_before(&self, wall: Minute) -> Minute {
        let at = self.window_ending_after(wall);
        match self.windows.get(at) {
            Some(window) => self.base[at] + (wall - window.start).max(0),
            None => self.total,
        }
    }

    /// The wall minute at which working minute `work` begins; `None` beyond the last.
    pub fn start_of(&self, work: Minute) -> Option<Minute> {
        let at = self.window_of(work.max(0))?;
        Some(self.windows[at].start + work.max(0) - self.base[at])
    }

    /// The wall minute at which `work` minutes are done: the end of minute `work - 1`. `None` where there is none.
    pub fn end_of(&self, work: Minute) -> Option<Minute> {
        let at = self.window_of((work - 1).max(0))?;
        Some(self.windows[at].start + (work - self.base[at]).max(1))
    }

    /// The least work that, once done, is done at `wall` or later; `None` beyond the last window.
    pub fn work_finishing_from(&self, wall: Minute) -> Option<Minute> {
        // A window that ends exactly at `wall` still counts: work can be done at its end.
        let at = self.window_ending_after(wall - 1);
        let window = self.windows.get(at)?;
        Some(self.base[at] + (wall - window.start).max(1))
    }

    /// The stretch of the axis that runs along with the wall and holds working minute `work`.
    pub(crate) fn stretch_of(&self, work: Minute) -> Option<Stretch> {
        let at = self.window_of(work.max(0))?;
        let (window, from) = (self.windows[at], self.base[at]);
        Some(Stretch { from, to: from + window.end - window.start, ahead: window.start - from })
    }

    /// The first minute of work of the window that holds working minute `work`, and the first one after it.
    pub fn window_around(&self, work: Minute) -> Option<(Minute, Minute)> {
        let at = self.window_of(work)?;
        Some((self.base[at], self.base[at] + self.windows[at].end - self.windows[at].start))
    }

    /// Moves `wall` by a lag in working minutes: the earliest minute between which and `wall` there are at least as
    /// many. A lag of nothing stays where it is. `None` beyond what is known.
    pub fn shifted(&self, wall: Minute, lag: Minute) -> Option<Minute> {
        if lag == 0 {
            return Some(wall);
        }
        let work = self.work_before(wall).checked_add(lag)?;
        if work > 0 {
            return self.end_of(work);
        }
        // Before all known working time: nothing more can be asked than its beginning.
        Some(self.windows.first().map_or(wall, |first| first.start.min(wall)))
    }

    /// The working pieces of the interval `from..to` of the axis, as wall windows.
    pub fn pieces(&self, from: Minute, to: Minute) -> impl Iterator<Item = Window> + '_ {
        let first =
            if from < to { self.window_of(from.max(0)).unwrap_or(self.windows.len()) } else { self.windows.len() };
        self.windows[first..].iter().zip(&self.base[first..]).map_while(move |(window, base)| {
            let start = window.start + (from - base).max(0);
            let end = window.end.min(window.start + to - base);
            (start < end).then_some(Window { start, end })
        })
    }

    fn index(&mut self) {
        let mut total = 0;
        self.base = Vec::with_capacity(self.windows.len());
        for window in &self.windows {
            self.base.push(total);
            total += window.end - window.start;
        }
        self.total = total;
        let (Some(first), Some(last)) = (self.windows.first(), self.windows.last()) else { return };
        let days = ((last.end - first.start) / WALL_CELL + 1).min(CELLS_MAX);
        let origin = first.start;
        let mut at = 0;
        for day in 0..days {
            while self.windows.get(at).is_some_and(|window| window.end <= origin + day * WALL_CELL) {
                at += 1;
            }
            self.by_wall.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        at = 0;
        for cell in 0..(total / WORK_CELL + 1).min(CELLS_MAX) {
            while self.base.get(at + 1).is_some_and(|next| *next <= cell * WORK_CELL) {
                at += 1;
            }
            self.by_work.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
    }

    /// The first window that ends after `wall`; the number of windows if none does.
    fn window_ending_after(&self, wall: Minute) -> usize {
        let Some(first) = self.windows.first() else { return 0 };
        if wall < first.end {
            return 0;
        }
        let cell = usize::try_from((wall - first.start) / WALL_CELL).unwrap_or(usize::MAX);
        let mut at = self.by_wall[cell.min(self.by_wall.len() - 1)] as usize;
        while self.windows.get(at).is_some_and(|window| window.end <= wall) {
            at += 1;
        }
        at
    }

    /// The window that holds working minute `work`, which is not negative.
    fn window_of(&self, work: Minute) -> Option<usize> {
        if work >= self.total {
            return None;
        }
        let cell = usize::try_from(work / WORK_CELL).unwrap_or(usize::MAX);
        let mut at = self.by_work[cell.min(self.by_work.len() - 1)] as usize;
        while self.base.get(at + 1).is_some_and(|next| *next <= work) {
            at += 1;
        }
        Some(at)
    }
}
