//! The command `tongcha-indexer`: builds, checks, shows and searches an index from the terminal.
#![forbid(unsafe_code)]

mod command;

fn main() -> std::process::ExitCode {
    command::run()
}
