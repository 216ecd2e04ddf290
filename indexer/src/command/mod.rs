//! One file for each subcommand, and what they share: arguments, the terminal, progress, interruption.

mod arguments;
mod backup;
mod build;
mod check;
mod evaluate;
mod interrupt;
mod learn;
mod progress;
mod reindex;
mod review;
mod search;
mod show;
mod stats;
mod terminal;
mod verify;

use std::io;
use std::path::Path;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use tongcha::document::set_today;

use arguments::{Arguments, Command};

/// How a command ended, as scripts see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// All well.
    Well,
    /// Some inputs were quarantined; the rest is indexed.
    Quarantined,
    /// What was asked of the index does not hold: a floor was missed, a citation is not in force. It is listed.
    Wanting,
    /// Nothing came of it, or something is wrong with the index. Wrong flags end so, too.
    Failed,
    /// Stopped by a signal, as a shell reports SIGINT.
    Interrupted,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(ending.code())
    }
}

impl Ending {
    fn code(self) -> u8 {
        match self {
            Self::Well => 0,
            Self::Quarantined | Self::Wanting => 1,
            Self::Failed => 2,
            Self::Interrupted => 130,
        }
    }
}

/// Runs the command that the arguments name.
pub(crate) fn run() -> ExitCode {
    let arguments = Arguments::try_parse().unwrap_or_else(|error| explained(error).exit());
    set_today(arguments.today);
    let ending = dispatch(arguments.command).unwrap_or_else(|error| {
        // Whoever reads our output has seen enough: `| head`.
        let closed = error
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe);
        if closed {
            return Ending::Well;
        }
        terminal::complain(&format!("error: {}", described(&error)));
        Ending::Failed
    });
    ending.into()
}

fn dispatch(command: Command) -> anyhow::Result<Ending> {
    match command {
        Command::Build(arguments) => build::run(arguments),
        Command::ReadFiles => {
            tongcha_indexer::serve(io::stdin().lock(), io::stdout().lock())?;
            Ok(Ending::Well)
        }
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Stats(arguments) => stats::run(&arguments),
        Command::Show(arguments) => show::run(&arguments),
        Command::Backup(arguments) => backup::back_up(&arguments),
        Command::Restore(arguments) => backup::restore(&arguments),
        Command::Reindex(arguments) => reindex::run(&arguments),
        Command::Search(arguments) => search::run(arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Evaluate(arguments) => evaluate::run(&arguments),
        Command::Learn(arguments) => learn::run(&arguments),
        Command::Review(arguments) => review::run(arguments),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(
                shell,
                &mut Arguments::command(),
                "tongcha-indexer",
                &mut script,
            );
            terminal::print(&String::from_utf8_lossy(&script))?;
            Ok(Ending::Well)
        }
    }
}

/// An error and its causes, each said once: messages that quote their cause do not have it repeated.
/// Where a query may begin with a minus, a flag with an error in it is taken for one, and the next word is complained of:
/// then the flag is what has to be changed.
fn explained(error: clap::Error) -> clap::Error {
    let mut typed = std::env::args().skip(1);
    let mut command = Arguments::command();
    let is_search = typed.next().as_deref() == Some("search");
    let Some(search) = command.find_subcommand_mut("search").filter(|_| is_search) else {
        return error;
    };
    let is_known = |flag: &str| {
        search
            .get_arguments()
            .any(|known| known.get_long() == Some(flag))
    };
    let refused = typed.find_map(|word| match arguments::words(&word) {
        Err(why) if !is_known(word.split('=').next()?.trim_start_matches('-')) => Some(why),
        _ => None,
    });
    match refused {
        Some(why) if error.kind() == ErrorKind::UnknownArgument => {
            search.error(ErrorKind::UnknownArgument, why)
        }
        _ => error,
    }
}

/// What to say of a file that cannot be opened, before the reason.
fn unread(path: &Path, given_to: &str) -> String {
    format!(
        "{} cannot be read; check the path given to {given_to}",
        path.display()
    )
}

fn described(error: &anyhow::Error) -> String {
    let mut text = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !text.contains(&cause) {
            text.push_str(": ");
            text.push_str(&cause);
        }
    }
    text
}
