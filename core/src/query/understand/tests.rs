//! The recognisers together.
