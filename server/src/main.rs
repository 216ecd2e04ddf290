//! `tongcha-server`: reads the settings, starts the server, says where it is.
#![forbid(unsafe_code)]

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use tongcha::Tokenizer;
use tongcha::document::set_today;
use tongcha_server::{
    Arguments, Config, ConfigError, Demo, DemoError, StartError, start, start_logging,
};

/// Why the server does not run: each is one sentence for the operator.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Demo(#[from] DemoError),
    #[error(transparent)]
    Start(#[from] StartError),
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Where standard error is closed there is nobody to tell.
            let _ = writeln!(io::stderr(), "tongcha-server: {failure}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    set_today(arguments.today);
    let mut config = Config::load(arguments)?;
    start_logging(config.log_format);
    let tokenizer = Arc::new(Tokenizer::new());
    let demo = if arguments.demo {
        Some(Demo::build(&tokenizer)?)
    } else {
        None
    };
    if let Some(demo) = &demo {
        config.data = demo.data().to_owned();
        config.site.examples = Demo::examples();
    }
    let server = start(config, tokenizer)?;
    match &demo {
        Some(demo) => say(&demo.greeting(server.address())),
        None => say(&format!("listening on http://{}\n", server.address())),
    }
    server.wait();
    Ok(())
}

fn say(text: &str) {
    // A closed standard output is no reason not to serve.
    let _ = io::stdout()
        .write_all(text.as_bytes())
        .and_then(|()| io::stdout().flush());
}
