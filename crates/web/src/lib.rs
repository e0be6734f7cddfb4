//! Pages, forms and live updates.

pub mod assets;
pub mod charts;
pub mod dev;
pub mod http;
pub mod keys_page;
pub mod parts;
pub mod set_up;
pub mod sign_in;

#[cfg(test)]
mod checks;
