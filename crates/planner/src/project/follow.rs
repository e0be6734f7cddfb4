//! What follows from what each activity may still be.
//!
//! Rules, again and again until nothing follows any more: what waits comes after; what is left of the non-renewable
//! resources must do for all; of two that cannot run together one comes first (immediate selection; Brucker et al. 1998,
//! EJOR 107:272-288); and in no interval can more be needed than there is (energetic reasoning; Baptiste, Le Pape, Nuijten
//! 1999, Annals of Operations Research 92:305-333).

use super::network::Network;
use super::refute::{Window, Windows};

/// Something cannot be.
#[derive(Debug)]
pub(super) struct Impossible;

/// A mode: its duration, its amount of each renewable resource, and of each that is not.
#[derive(Debug)]
struct Mode {
    duration: i64,
    amounts: Vec<i64>,
    used: Vec<i64>,
}

/// The rules of one project.
#[derive(Debug)]
pub(super) struct Follows<'a, const W: usize> {
    network: &'a Network<W>,
    /// By activity.
    modes: Vec<Vec<Mode>>,
    capacity: Vec<i64>,
    stock: Vec<i64>,
    /// By activity: of those after it in the network, which cannot run together with it in any modes.
    apart: Vec<Vec<u32>>,
    /// By activity, within one interval: what it needs there at least.
    needs: Vec<i64>,
}

impl<'a, const W: usize> Follows<'a, W> {
    pub(super) fn new(network: &'a Network<W>) -> Self {
        let wide = |numbers: &[u32]| -> Vec<i64> { numbers.iter().copied().map(i64::from).collect() };
        let capacity = wide(&network.amounts);
        let modes_of = |of_a: &Vec<super::network::Packed<W>>| {
            let mode = |mode: &super::network::Packed<W>| Mode {
                duration: i64::from(mode.need.duration),
                amounts: (0..capacity.len()).map(|k| i64::from(Network::amount(mode, k))).collect(),
                used: wide(&mode.nonrenewable),
            };
            of_a.iter().map(mode).collect()
        };
        let modes: Vec<Vec<Mode>> = network.modes.iter().map(modes_of).collect();
        let least = |a: usize, k: usize| modes[a].iter().map(|mode| mode.amounts[k]).min().unwrap_or(0);
        let works = |a: usize| modes[a].iter().all(|mode| mode.duration > 0);
        let clash = |a: usize, b: usize| (0..capacity.len()).any(|k| least(a, k) + least(b, k) > capacity[k]);
        let apart = |a: usize| -> Vec<u32> {
            let others = a + 1..network.count;
            others.filter(|b| works(a) && works(*b) && clash(a, *b)).map(|b| b as u32).collect()
        };
        let apart = (0..network.count).map(apart).collect();
        let needs = vec![0; network.count];
        Self { network, modes, stock: wide(&network.stock), capacity, apart, needs }
    }

    /// Draws out all that follows, as far as `steps` go: they are 0 then.
    pub(super) fn draw_out(&mut self, windows: &mut Windows, steps: &mut u64) -> Result<(), Impossible> {
        while std::mem::take(&mut windows.changed) {
            spend(steps, 2 * self.network.count);
            self.choices(windows)?;
            self.links(windows)?;
            self.pairs(windows, steps)?;
            // Energy costs the most: it is asked where nothing else follows any more.
            if !windows.changed {
                self.energy(windows, steps)?;
            }
            if *steps == 0 {
                break;
            }
        }
        Ok(())
    }

    /// Modes fit into the window, and all together into the non-renewable resources.
    fn choices(&self, windows: &mut Windows) -> Result<(), Impossible> {
        for (window, modes) in windows.all.iter_mut().zip(&self.modes) {
            let room = window.latest - window.earliest;
            let unfit = |(number, mode): (usize, &Mode)| u64::from(mode.duration > room) << number;
            window.modes &= !modes.iter().enumerate().map(unfit).sum::<u64>();
            let fitting = modes.iter().enumerate().filter(|(number, _)| window.may_have(*number));
            window.shortest = fitting.map(|(_, mode)| mode.duration).min().ok_or(Impossible)?;
        }
        for (k, stock) in self.stock.iter().enumerate() {
            let least = |window: &Window, modes: &[Mode]| {
                let may = modes.iter().enumerate().filter(|(number, _)| window.may_have(*number));
                may.map(|(_, mode)| mode.used[k]).min().unwrap_or(0)
            };
            let sum: i64 = windows.all.iter().zip(&self.modes).map(|(window, modes)| least(window, modes)).sum();
            if sum > *stock {
                return Err(Impossible);
            }
            for (window, modes) in windows.all.iter_mut().zip(&self.modes) {
                let left = stock - sum + least(window, modes);
                let dear = |(number, mode): (usize, &Mode)| u64::from(mode.used[k] > left) << number;
                let kept = window.modes & !modes.iter().enumerate().map(dear).sum::<u64>();
                windows.changed |= kept != window.modes;
                window.modes = kept;
            }
        }
        Ok(())
    }

    fn links(&self, windows: &mut Windows) -> Result<(), Impossible> {
        let [before, after] = &self.network.before;
        for a in 0..self.network.count {
            let ready = before.at(a).iter().map(|p| windows.all[*p as usize].soonest_end()).max();
            windows.after(a, ready.unwrap_or(0));
        }
        for a in (0..self.network.count).rev() {
            let needed = after.at(a).iter().map(|s| windows.all[*s as usize].last_start()).min();
            windows.before(a, needed.unwrap_or(i64::MAX));
        }
        windows.are_wide_enough()
    }

    /// Of two that cannot run together, one that cannot come first comes second.
    fn pairs(&self, windows: &mut Windows, steps: &mut u64) -> Result<(), Impossible> {
        for (a, apart) in self.apart.iter().enumerate() {
            spend(steps, apart.len());
            for &b in apart {
                let b = b as usize;
                match (windows.can_precede(a, b), windows.can_precede(b, a)) {
                    (false, false) => return Err(Impossible),
                    (true, false) => windows.precede(a, b),
                    (false, true) => windows.precede(b, a),
                    (true, true) => {}
                }
            }
        }
        windows.are_wide_enough()
    }

    fn energy(&mut self, windows: &mut Windows, steps: &mut u64) -> Result<(), Impossible> {
        let sorted = |times: &dyn Fn(&Window) -> i64| {
            let mut times: Vec<i64> = windows.all.iter().map(times).collect();
            times.sort_unstable();
            times.dedup();
            times
        };
        let (begins, ends) = (sorted(&|window| window.earliest), sorted(&|window| window.latest));
        for k in 0..self.capacity.len() {
            for &from in &begins {
                for &to in ends.iter().filter(|to| **to > from) {
                    spend(steps, 2 * self.network.count);
                    if *steps == 0 {
                        return Ok(());
                    }
                    self.interval(windows, k, (from, to))?;
                }
            }
        }
        Ok(())
    }

    /// What must be done of everything between `from` and `to`, and who has to go out of there.
    fn interval(&mut self, windows: &mut Windows, k: usize, (from, to): (i64, i64)) -> Result<(), Impossible> {
        let Self { modes, needs, capacity, .. } = self;
        let mut sum = 0;
        for ((need, window), modes) in needs.iter_mut().zip(&windows.all).zip(modes.iter()) {
            let &Window { earliest, latest, .. } = window;
            let of_mode = |(number, mode): (usize, &Mode)| {
                let duration = mode.duration;
                let inside = (to - from).min(duration).min(earliest + duration - from).min(to - (latest - duration));
                window.may_have(number).then_some(mode.amounts[k] * inside.max(0))
            };
            *need = modes.iter().enumerate().filter_map(of_mode).min().ok_or(Impossible)?;
            sum += *need;
        }
        let there_is = capacity[k] * (to - from);
        if sum > there_is {
            return Err(Impossible);
        }
        for (a, (need, modes)) in needs.iter().zip(modes.iter()).enumerate() {
            let left = there_is - (sum - need);
            let window = windows.all[a].clone();
            let Window { earliest, latest, .. } = window;
            let (mut start, mut end) = (i64::MAX, i64::MIN);
            for (_, mode) in modes.iter().enumerate().filter(|(number, _)| window.may_have(*number)) {
                let (duration, amount) = (mode.duration, mode.amounts[k]);
                // As early, and as late, as it could be: where that is too much, it reaches out at the other side.
                let early = (earliest + duration).min(to) - earliest.max(from);
                let late = latest.min(to) - (latest - duration).max(from);
                let too_early = early > 0 && amount * early > left;
                let too_late = late > 0 && amount * late > left;
                start = start.min(if too_early { to - left / amount } else { earliest });
                end = end.max(if too_late { from + left / amount } else { latest });
            }
            windows.after(a, start);
            windows.before(a, end);
            if windows.all[a].last_start() < windows.all[a].earliest {
                return Err(Impossible);
            }
        }
        Ok(())
    }
}

impl Windows {
    /// `a` starts no earlier.
    fn after(&mut self, a: usize, start: i64) {
        if start > self.all[a].earliest {
            (self.all[a].earliest, self.changed) = (start, true);
        }
    }

    /// `a` ends no later.
    fn before(&mut self, a: usize, end: i64) {
        if end < self.all[a].latest {
            (self.all[a].latest, self.changed) = (end, true);
        }
    }

    fn can_precede(&self, first: usize, second: usize) -> bool {
        self.all[first].soonest_end() <= self.all[second].last_start()
    }

    fn precede(&mut self, first: usize, second: usize) {
        let (end, start) = (self.all[first].soonest_end(), self.all[second].last_start());
        self.after(second, end);
        self.before(first, start);
    }

    fn are_wide_enough(&self) -> Result<(), Impossible> {
        let narrow = |window: &Window| window.last_start() < window.earliest;
        if self.all.iter().any(narrow) { Err(Impossible) } else { Ok(()) }
    }
}

fn spend(steps: &mut u64, count: usize) {
    *steps = steps.saturating_sub(count as u64);
}
