//! A person's taken time on their working axis.

use crate::problem::Minute;

/// What is taken: joined blocks to look for gaps, and single pieces to know by what. Working minutes are few enough for
/// half the bits (a calendar spans 2^30), and copying is most of what is done with them.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    /// In order, never touching.
    blocks: Vec<(u32, u32)>,
    pieces: Vec<Piece>,
}

/// In order; `from`, `to`, by which activity.
pub(crate) type Piece = (u32, u32, u32);

impl Taken {
    pub(crate) fn clear(&mut self) {
        self.blocks.clear();
        self.pieces.clear();
    }

    pub(crate) fn copy(&mut self, other: &Self) {
        self.blocks.clone_from(&other.blocks);
        self.pieces.clone_from(&other.pieces);
    }

    /// The first minute at or after `ready` from which `effort` minutes are free.
    pub(crate) fn first_gap(&self, ready: Minute, effort: Minute) -> Minute {
        // Most of what is placed comes after all that has been, as orders follow time roughly.
        if self.blocks.last().is_none_or(|last| wide(last.1) <= ready) {
            return ready;
        }
        let mut from = ready;
        let next = self.blocks.partition_point(|(_, to)| wide(*to) <= from);
        for &(block_from, block_to) in &self.blocks[next..] {
            if wide(block_from) >= from + effort {
                break;
            }
            from = wide(block_to);
        }
        from
    }

    /// The free stretches from `ready` on; the last one has no end and reads `Minute::MAX`.
    pub(crate) fn free_from(&self, ready: Minute) -> impl Iterator<Item = (Minute, Minute)> + '_ {
        let next = self.blocks.partition_point(|(_, to)| wide(*to) <= ready);
        let blocks = &self.blocks[next..];
        let starts = std::iter::once(ready).chain(blocks.iter().map(|(_, to)| wide(*to)));
        let ends = blocks.iter().map(|(from, _)| wide(*from)).chain(std::iter::once(Minute::MAX));
        starts.zip(ends).filter(|(from, to)| from < to)
    }

    /// Pieces that begin in `from..to`, in order.
    pub(crate) fn within(&self, from: Minute, to: Minute) -> &[Piece] {
        let first = self.pieces.partition_point(|piece| wide(piece.0) < from);
        let end = self.pieces.partition_point(|piece| wide(piece.0) < to);
        &self.pieces[first..end.max(first)]
    }

    pub(crate) fn before(&self, work: Minute) -> Option<u32> {
        let end = self.pieces.partition_point(|piece| wide(piece.1) <= work);
        self.pieces.get(end.checked_sub(1)?).map(|piece| piece.2)
    }

    pub(crate) fn take(&mut self, a: u32, from: Minute, to: Minute) {
        let (from, to) = (narrow(from), narrow(to));
        self.note(a, from, to);
        self.block(from, to);
    }

    /// Takes the pieces, and blocks what little is free between them: nobody else may slip into such a pause.
    pub(crate) fn take_all(&mut self, a: u32, pieces: &[(Minute, Minute)]) {
        for &(from, to) in pieces {
            self.note(a, narrow(from), narrow(to));
        }
        if let (Some(first), Some(last)) = (pieces.first(), pieces.last()) {
            self.block(narrow(first.0), narrow(last.1));
        }
    }

    /// Frees a piece that was taken whole.
    pub(crate) fn give_back(&mut self, from: Minute, to: Minute) {
        let (from, to) = (narrow(from), narrow(to));
        let at = self.pieces.partition_point(|piece| piece.0 < from);
        if self.pieces.get(at).is_some_and(|piece| (piece.0, piece.1) == (from, to)) {
            self.pieces.remove(at);
        }
        let at = self.blocks.partition_point(|block| block.1 <= from);
        let Some(&(block_from, block_to)) = self.blocks.get(at) else { return };
        let rest = [(block_from, from), (to, block_to)].into_iter().filter(|(from, to)| from < to);
        self.blocks.splice(at..=at, rest);
    }

    fn note(&mut self, a: u32, from: u32, to: u32) {
        if self.pieces.last().is_none_or(|last| last.0 < from) {
            return self.pieces.push((from, to, a));
        }
        let at = self.pieces.partition_point(|piece| piece.0 < from);
        self.pieces.insert(at, (from, to, a));
    }

    fn block(&mut self, from: u32, to: u32) {
        match self.blocks.last_mut() {
            Some(last) if last.1 > from => {}
            Some(last) if last.1 == from => return last.1 = to,
            _ => return self.blocks.push((from, to)),
        }
        let first = self.blocks.partition_point(|block| block.1 < from);
        let end = first + self.blocks[first..].partition_point(|block| block.0 <= to);
        match self.blocks.get(first) {
            Some(&(first_from, _)) if first < end => {
                let joined = (from.min(first_from), to.max(self.blocks[end - 1].1));
                self.blocks[first] = joined;
                if end > first + 1 {
                    self.blocks.drain(first + 1..end);
                }
            }
            _ => self.blocks.insert(first, (from, to)),
        }
    }
}

fn wide(work: u32) -> Minute {
    Minute::from(work)
}

fn narrow(work: Minute) -> u32 {
    u32::try_from(work).unwrap_or(if work < 0 { 0 } else { u32::MAX })
}
