//! Which of many things are marked, and how many of those stand before. In: for each thing whether it is. Out: for a marked one its number among
//! the marked. Asked for each word of each text, most of which stood elsewhere before: a bit a text stays near the processor where a
//! number a text does not, and that alone was half of what the postings took.

/// Marks by number of the thing.
#[derive(Debug, Default)]
pub(super) struct Marks {
    blocks: Vec<Block>,
}

/// The marks of 64 things.
#[derive(Debug, Clone, Copy, Default)]
struct Block {
    /// The lowest bit is that of the first thing.
    bits: u64,
    /// How many are marked before these.
    before: u32,
}

impl Marks {
    /// The marks of all things, in their order.
    pub(super) fn of(things: impl Iterator<Item = bool>) -> Self {
        let mut blocks: Vec<Block> = Vec::with_capacity(things.size_hint().0 / 64 + 1);
        let mut marked = 0;
        for (number, is_marked) in things.enumerate() {
            if number % 64 == 0 {
                blocks.push(Block { bits: 0, before: marked });
            }
            if let Some(block) = blocks.last_mut().filter(|_| is_marked) {
                block.bits |= 1 << (number % 64);
                marked += 1;
            }
        }
        Self { blocks }
    }

    /// How many marked things stand before one that is marked; `None` for one that is not.
    pub(super) fn rank(&self, thing: usize) -> Option<u32> {
        let Block { bits, before } = self.blocks.get(thing / 64)?;
        let bit = 1 << (thing % 64);
        (bits & bit != 0).then(|| before + (bits & (bit - 1)).count_ones())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_things_are_numbered_in_their_order_and_others_are_not() {
        let marked = |thing: usize| thing % 3 == 1 || (60..70).contains(&thing);
        let marks = Marks::of((0..200).map(marked));
        let mut next = 0;
        for thing in 0..200 {
            assert_eq!(marks.rank(thing), marked(thing).then_some(next), "{thing}");
            next += u32::from(marked(thing));
        }
        assert_eq!(marks.rank(256), None);
    }
}
