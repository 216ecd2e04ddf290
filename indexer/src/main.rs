//! The command `tongcha-indexer`: builds, checks, shows and searches an index from the terminal.
#![forbid(unsafe_code)]

mod command;

/// A build is many small pieces of memory, made and let go of on several threads.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    command::run()
}
