//! Calendar: one person's working time as an axis without gaps.
//!
//! On the axis, minute `w` is the person's `w`-th minute of work; nights, weekends and leave do not exist, so a task is
//! a plain interval. Two small tables make both directions a step or two instead of a search.

use crate::problem::{MINUTE_MAX, Minute};

/// Wall minutes in one cell of the table from wall to work.
const WALL_CELL: Minute = 6 * 60;
/// Working minutes in one cell of the table from work to wall.
const WORK_CELL: Minute = 2 * 60;
/// Cells of a table: 60 years; beyond, the last cell's scan is longer, never wrong.
const CELLS_MAX: Minute = 88_000;

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

/// Minutes from the first window to the end of the last: two thousand years, so that tables are half as large.
const SPAN_MAX: Minute = 1 << 30;

/// Where a window begins, in minutes after the first one: on the axis, and on the wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Edge {
    from: i32,
    start: i32,
}

/// Working windows, in order, never touching, with the work before each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    windows: Vec<Window>,
    /// By window, and one more with all the work there is.
    edges: Vec<Edge>,
    total: Minute,
    by_wall: Vec<u32>,
    by_work: Vec<u32>,
}

impl Calendar {
    /// Sorts, joins what touches or overlaps, and drops what is empty, absurd, or thousands of years after the first.
    pub fn new(windows: impl IntoIterator<Item = (Minute, Minute)>) -> Self {
        let sound = |&(start, end): &(Minute, Minute)| start < end && start > -MINUTE_MAX && end < MINUTE_MAX;
        let mut all: Vec<(Minute, Minute)> = windows.into_iter().filter(sound).collect();
        if !all.is_sorted() {
            all.sort_unstable();
        }
        let mut calendar = Self::default();
        for (start, end) in all {
            if end - calendar.origin().unwrap_or(start) > SPAN_MAX {
                continue;
            }
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
            Some(_) => self.from(at) + (wall - self.start(at)).max(0),
            None => self.total,
        }
    }

    /// The wall minute at which working minute `work` begins; `None` beyond the last.
    pub fn start_of(&self, work: Minute) -> Option<Minute> {
        let at = self.window_of(work.max(0))?;
        Some(self.start(at) + work.max(0) - self.from(at))
    }

    /// The wall minute at which `work` minutes are done: the end of minute `work - 1`. `None` where there is none.
    pub fn end_of(&self, work: Minute) -> Option<Minute> {
        let at = self.window_of((work - 1).max(0))?;
        Some(self.start(at) + (work - self.from(at)).max(1))
    }

    /// The least work that, once done, is done at `wall` or later; `None` beyond the last window.
    pub fn work_finishing_from(&self, wall: Minute) -> Option<Minute> {
        // A window that ends exactly at `wall` still counts: work can be done at its end.
        let at = self.window_ending_after(wall - 1);
        self.windows.get(at)?;
        Some(self.from(at) + (wall - self.start(at)).max(1))
    }

    /// The stretch of the axis that runs along with the wall and holds working minute `work`.
    pub(crate) fn stretch_of(&self, work: Minute) -> Option<Stretch> {
        self.window_of(work.max(0)).map(|at| self.stretch(at))
    }

    /// The stretch of the axis that holds the first minute of work at or after `wall`.
    pub(crate) fn stretch_at(&self, wall: Minute) -> Option<Stretch> {
        let at = self.window_ending_after(wall);
        (at < self.windows.len()).then(|| self.stretch(at))
    }

    /// The first minute of work of the window that holds working minute `work`, and the first one after it.
    pub fn window_around(&self, work: Minute) -> Option<(Minute, Minute)> {
        let at = self.window_of(work)?;
        Some((self.from(at), self.from(at + 1)))
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
        self.windows[first..].iter().zip(&self.edges[first..]).map_while(move |(window, edge)| {
            let base = Minute::from(edge.from);
            let start = window.start + (from - base).max(0);
            let end = window.end.min(window.start + to - base);
            (start < end).then_some(Window { start, end })
        })
    }

    fn origin(&self) -> Option<Minute> {
        self.windows.first().map(|first| first.start)
    }

    /// Working minutes before the window, which is there (or right after the last).
    fn from(&self, at: usize) -> Minute {
        Minute::from(self.edges[at].from)
    }

    /// The wall minute at which the window, which is there, begins.
    fn start(&self, at: usize) -> Minute {
        self.windows[0].start + Minute::from(self.edges[at].start)
    }

    fn stretch(&self, at: usize) -> Stretch {
        let from = self.from(at);
        Stretch { from, to: self.from(at + 1), ahead: self.start(at) - from }
    }

    fn index(&mut self) {
        let (Some(first), Some(last)) = (self.windows.first(), self.windows.last()) else { return };
        let (origin, end) = (first.start, last.end);
        // Nothing is longer than the span, which fits.
        let narrow = |minutes: Minute| i32::try_from(minutes).unwrap_or(i32::MAX);
        self.edges = Vec::with_capacity(self.windows.len() + 1);
        for window in &self.windows {
            self.edges.push(Edge { from: narrow(self.total), start: narrow(window.start - origin) });
            self.total += window.end - window.start;
        }
        self.edges.push(Edge { from: narrow(self.total), start: i32::MAX });
        let cells = ((end - origin) / WALL_CELL + 1).min(CELLS_MAX);
        let mut at = 0;
        for cell in 0..cells {
            while self.windows.get(at).is_some_and(|window| window.end <= origin + cell * WALL_CELL) {
                at += 1;
            }
            self.by_wall.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        at = 0;
        for cell in 0..(self.total / WORK_CELL + 1).min(CELLS_MAX) {
            while self.edges.get(at + 1).is_some_and(|next| Minute::from(next.from) <= cell * WORK_CELL) {
                at += 1;
            }
            self.by_work.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
    }

    /// The first window that ends after `wall`; the number of windows if none does.
    fn window_ending_after(&self, wall: Minute) -> usize {
        let Some(origin) = self.origin() else { return 0 };
        let after = wall - origin;
        if after < 0 {
            return 0;
        }
        let cell = usize::try_from(after / WALL_CELL).unwrap_or(usize::MAX);
        let mut at = self.by_wall[cell.min(self.by_wall.len() - 1)] as usize;
        let ends = |edges: &[Edge]| match edges {
            [edge, next] => Minute::from(edge.start) + Minute::from(next.from - edge.from),
            _ => Minute::MAX,
        };
        let over = |at: usize| self.edges.get(at..at + 2).is_some_and(|edges| ends(edges) <= after);
        at += usize::from(over(at));
        while over(at) {
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
        let over = |at: usize| self.edges.get(at + 1).is_some_and(|next| Minute::from(next.from) <= work);
        // Mostly it is this window or the next: counted, not asked, as nobody could guess which.
        at += usize::from(over(at));
        while over(at) {
            at += 1;
        }
        Some(at)
    }
}
