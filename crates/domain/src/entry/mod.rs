//! Entry: work as people type it. One line of words ([`line`]), or many, indented or bulleted, that are a tree ([`tree`]).

pub mod line;
pub mod tree;
