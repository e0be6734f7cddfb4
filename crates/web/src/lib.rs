//! Pages, forms and live updates.
