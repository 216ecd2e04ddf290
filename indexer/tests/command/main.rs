//! The command as an operator meets it: good input, bad input, damaged data, signals.

mod asking;
mod changing;
mod mixed;
mod personal;
mod reading;
mod refusing;
mod room;
mod stopping;
