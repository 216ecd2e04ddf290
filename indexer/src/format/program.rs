//! External programs: found once on PATH, fed by a pipe, bounded in time and in what they may say.

use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use super::Limits;
use super::fault::damaged;
use crate::quarantine::Reason;
use crate::reader::Fault;

/// How often we look whether a program has ended.
const POLL: Duration = Duration::from_millis(5);
/// How long we wait for its complaints when it has ended.
const ERRORS_WAIT: Duration = Duration::from_millis(500);
/// How much of its complaints is kept.
const ERRORS_BYTES_MAX: u64 = 16 << 10;

/// What a program wrote.
#[derive(Debug)]
pub(crate) struct Output {
    pub status: ExitStatus,
    pub text: Vec<u8>,
    pub errors: String,
}

/// The absolute path of a program on PATH.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
}

/// Runs a program on `input`. It is killed when it takes longer than a file may take or writes more than
/// `output_bytes_max`. Memory it has as much as the process that reads, whose limits it inherits.
pub(crate) fn run(
    program: &Path,
    arguments: &[OsString],
    input: &[u8],
    output_bytes_max: u64,
    limits: &Limits,
) -> Result<Output, Fault> {
    let name = program.display();
    let deadline = Instant::now() + limits.time_max;
    let mut child = Command::new(program)
        .args(arguments)
        // Messages are compared below, so that they must not be translated.
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| {
            let message = format!("{name} cannot be started: {error}");
            Fault::of_file(Reason::ToolMissing, message)
        })?;
    let stdout = read_aside(child.stdout.take(), output_bytes_max + 1);
    let stderr = read_aside(child.stderr.take(), ERRORS_BYTES_MAX);
    feed_aside(&mut child, input);

    let status = wait(&mut child, deadline)?;
    // A grandchild may hold the pipe open; it does not get more time than the program had.
    let text = stdout.recv_timeout(deadline.saturating_duration_since(Instant::now()) + POLL);
    let text = text.map_err(|_| timeout(limits))?;
    let errors = stderr.recv_timeout(ERRORS_WAIT).unwrap_or_default();
    if text.len() as u64 > output_bytes_max {
        let message = format!("{name} writes more than {output_bytes_max} bytes");
        return Err(Fault::of_file(Reason::TextTooLong, message));
    }
    let status = status.ok_or_else(|| timeout(limits))?;
    Ok(Output {
        status,
        text,
        errors: String::from_utf8_lossy(&errors).into_owned(),
    })
}

/// Waits until the program ends; `None` when it had to be killed.
fn wait(child: &mut Child, deadline: Instant) -> Result<Option<ExitStatus>, Fault> {
    let fault = |error| damaged(format!("an external program got lost: {error}"));
    loop {
        if let Some(status) = child.try_wait().map_err(fault)? {
            return Ok(Some(status));
        }
        if Instant::now() >= deadline {
            child.kill().map_err(fault)?;
            child.wait().map_err(fault)?;
            return Ok(None);
        }
        thread::sleep(POLL);
    }
}

/// Reads a pipe in a thread: a program that fills one pipe while we read the other would stand still. Dropping the
/// pipe after `bytes_max` ends a program that goes on writing.
fn read_aside(pipe: Option<impl Read + Send + 'static>, bytes_max: u64) -> Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(pipe) = pipe {
            // What was read before an error is still what the program said.
            let _ = pipe.take(bytes_max).read_to_end(&mut bytes);
        }
        let _ = sender.send(bytes);
    });
    receiver
}

fn feed_aside(child: &mut Child, input: &[u8]) {
    let Some(mut pipe) = child.stdin.take() else {
        return;
    };
    let input = input.to_vec();
    thread::spawn(move || {
        // A program that has seen enough closes its end; it says itself what is wrong.
        let _ = pipe.write_all(&input);
    });
}

fn timeout(limits: &Limits) -> Fault {
    let message = format!(
        "more than {} s in an external program",
        limits.time_max.as_secs()
    );
    Fault::of_file(Reason::ReadTimeout, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str, input: &[u8], output_bytes_max: u64) -> Result<Output, Fault> {
        let limits = Limits {
            time_max: Duration::from_millis(500),
            ..Limits::default()
        };
        let program = find("sh").expect("a shell");
        run(
            &program,
            &["-c".into(), script.into()],
            input,
            output_bytes_max,
            &limits,
        )
    }

    #[test]
    fn input_goes_in_and_output_comes_out() {
        let input = "养犬".repeat(100_000);
        let output = shell("cat; echo no >&2; exit 3", input.as_bytes(), 1 << 20).expect("run");
        assert_eq!(output.text, input.as_bytes());
        assert_eq!(
            (output.errors.as_str(), output.status.code()),
            ("no\n", Some(3))
        );
    }

    #[test]
    fn a_program_that_does_not_read_is_fine() {
        let output = shell("echo ok", &vec![0; 1 << 20], 100).expect("run");
        assert_eq!(output.text, b"ok\n");
    }

    #[test]
    fn time_and_output_are_bounded() {
        let start = Instant::now();
        let fault = shell("exec sleep 20", b"", 100).expect_err("too long");
        assert_eq!(fault.reason, Reason::ReadTimeout);
        let fault = shell("sleep 20 & exit 0", b"", 100).expect_err("held open");
        assert_eq!(fault.reason, Reason::ReadTimeout);
        let fault = shell("exec yes", b"", 100).expect_err("too much");
        assert_eq!(fault.reason, Reason::TextTooLong);
        assert!(start.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        assert_eq!(find("no-such-program-as-this"), None);
    }
}
