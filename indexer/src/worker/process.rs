//! Our end of a process that opens files.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::message::{Answer, Job, Settings};
use crate::quarantine::Reason;
use crate::reader::{Fault, Input};

/// Deaths that one file may cause before the rest of it is given up.
const DEATHS_MAX: u32 = 16;
/// Files of many documents may take this many times the time of one.
const WHOLE_TIME_FACTOR: u32 = 24;
/// Beyond the time that the process gives itself.
const GRACE: Duration = Duration::from_secs(2);
/// How often we look whether anyone still wants the answer.
const LOOK: Duration = Duration::from_millis(100);
/// Answers that wait for us.
const ANSWERS_WAITING_MAX: usize = 64;
const COMPLAINT_BYTES_MAX: u64 = 4 << 10;

/// A process that opens files, started when it is first needed and again after it died.
pub(super) struct Reader {
    program: PathBuf,
    settings: Settings,
    running: Option<Running>,
}

/// What comes of a file.
#[derive(Debug)]
pub(super) enum Event {
    Input(Input),
    Skipped,
}

struct Running {
    child: Child,
    jobs: ChildStdin,
    answers: Receiver<io::Result<Answer>>,
    complaint: Option<JoinHandle<String>>,
}

/// How far the process is with a file.
struct Progress {
    /// Documents begun.
    documents: u64,
    /// The entry that the last of them is.
    entry: Option<String>,
}

/// Why a process stopped answering.
enum Death {
    TookTooLong,
    Ended(String),
    /// Nobody wants the answer any more.
    Unwanted,
}

impl Reader {
    pub(super) fn new(program: PathBuf, settings: Settings) -> Self {
        Self {
            program,
            settings,
            running: None,
        }
    }

    /// Reads a file; `take` answers whether more is wanted.
    pub(super) fn read(
        &mut self,
        path: PathBuf,
        name: String,
        take: &mut dyn FnMut(Event) -> bool,
    ) {
        let mut job = Job {
            path,
            name,
            passed_over: 0,
        };
        let begun = Instant::now();
        for deaths in 1..=DEATHS_MAX {
            let mut progress = Progress {
                documents: job.passed_over,
                entry: None,
            };
            let ended = self.ask(&job, begun, &mut progress, take);
            let Err(death) = ended else { return };
            self.running = None;
            let is_stuck = progress.documents == job.passed_over;
            let fault = match death {
                Death::Unwanted => return,
                Death::TookTooLong => self.too_long(),
                Death::Ended(how) => Fault::of_file(Reason::ReaderCrashed, how),
            };
            let whole_is_late = begun.elapsed() > self.whole_time_max();
            let input = Input {
                entry: progress.entry,
                ..Input::of_fault(fault)
            };
            if !take(Event::Input(input)) || is_stuck || whole_is_late || deaths == DEATHS_MAX {
                return;
            }
            job.passed_over = progress.documents;
        }
    }

    fn too_long(&self) -> Fault {
        let seconds = self.settings.format.limits.time_max.as_secs();
        let message = format!("reading took longer than {seconds} s");
        Fault::of_file(Reason::ReadTimeout, message)
    }

    fn whole_time_max(&self) -> Duration {
        self.settings.format.limits.time_max * WHOLE_TIME_FACTOR
    }

    /// Asks for a file once.
    fn ask(
        &mut self,
        job: &Job,
        begun: Instant,
        progress: &mut Progress,
        take: &mut dyn FnMut(Event) -> bool,
    ) -> Result<(), Death> {
        let patience = self.settings.format.limits.time_max + GRACE;
        let whole_ends = begun + self.whole_time_max();
        let running = self
            .running()
            .map_err(|error| Death::Ended(error.to_string()))?;
        if running.tell(job).is_err() {
            return Err(running.death());
        }
        let mut heard = Instant::now();
        loop {
            match running.answers.recv_timeout(LOOK) {
                Ok(Ok(answer)) => {
                    heard = Instant::now();
                    let wanted = match answer {
                        Answer::End => return Ok(()),
                        Answer::Begin { entry } => {
                            progress.documents += 1;
                            progress.entry = entry;
                            true
                        }
                        Answer::Skipped => take(Event::Skipped),
                        Answer::Input(told) => take(Event::Input((*told).into())),
                    };
                    if !wanted {
                        return Err(Death::Unwanted);
                    }
                }
                Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => return Err(running.death()),
                Err(RecvTimeoutError::Timeout) => {
                    let now = Instant::now();
                    if now > heard + patience || now > whole_ends {
                        return Err(Death::TookTooLong);
                    }
                }
            }
        }
    }

    fn running(&mut self) -> io::Result<&mut Running> {
        if self.running.is_none() {
            self.running = Some(Running::start(&self.program, &self.settings)?);
        }
        self.running
            .as_mut()
            .ok_or_else(|| io::Error::other("the reading process did not start"))
    }
}

impl Running {
    fn start(program: &PathBuf, settings: &Settings) -> io::Result<Self> {
        let mut child = Command::new(program)
            .arg(super::SUBCOMMAND)
            // Room that is set aside counts as used where memory is bounded.
            .env("MIMALLOC_ARENA_RESERVE", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let missing = || io::Error::other("the reading process has no pipes");
        let mut jobs = child.stdin.take().ok_or_else(missing)?;
        let output = child.stdout.take().ok_or_else(missing)?;
        let complaints = child.stderr.take().ok_or_else(missing)?;
        let (sender, answers) = mpsc::sync_channel(ANSWERS_WAITING_MAX);
        thread::spawn(move || {
            for line in BufReader::new(output).lines() {
                let answer = line.and_then(|line| Ok(serde_json::from_str(&line)?));
                if sender.send(answer).is_err() {
                    return;
                }
            }
        });
        let complaint = thread::spawn(move || {
            let mut said = Vec::new();
            let mut complaints = complaints;
            // What is longer is read and dropped, so that whoever writes it does not wait.
            let _ = complaints
                .by_ref()
                .take(COMPLAINT_BYTES_MAX)
                .read_to_end(&mut said);
            let _ = io::copy(&mut complaints, &mut io::sink());
            String::from_utf8_lossy(&said).into_owned()
        });
        writeln!(jobs, "{}", serde_json::to_string(settings)?)?;
        Ok(Self {
            child,
            jobs,
            answers,
            complaint: Some(complaint),
        })
    }

    fn tell(&mut self, job: &Job) -> io::Result<()> {
        writeln!(self.jobs, "{}", serde_json::to_string(job)?)?;
        self.jobs.flush()
    }

    /// How the process ended.
    fn death(&mut self) -> Death {
        let _ = self.child.kill();
        let status = self.child.wait();
        let complaint = self.complaint.take().and_then(|thread| thread.join().ok());
        let complaint = complaint.unwrap_or_default();
        Death::Ended(if complaint.contains("memory allocation of") {
            "reading needed more memory than a file may take".to_owned()
        } else if complaint.contains("overflowed its stack") {
            "the file is nested too deeply for its reader; please report this file".to_owned()
        } else {
            match status {
                Ok(status) => format!(
                    "the reading process ended by itself ({status}); please report this file"
                ),
                Err(error) => format!("the reading process is lost: {error}"),
            }
        })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Both fail only when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// What comes of a file that this program opens: the reason and the entry of each input.
    fn check(script: &str, time_max: Duration) -> Vec<(String, Option<String>)> {
        let folder = tempfile::tempdir().expect("a folder");
        let program = folder.path().join("program");
        fs::write(
            &program,
            format!("#!/bin/sh\nread settings\nwhile read job; do\n{script}\ndone\n"),
        )
        .expect("written");
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("executable");
        let mut settings = Settings::default();
        settings.format.limits.time_max = time_max;
        let mut reader = Reader::new(program, settings);
        let mut told = Vec::new();
        for _ in 0..2 {
            reader.read("a.zip".into(), "a.zip".into(), &mut |event| {
                told.push(match event {
                    Event::Input(input) => match input.content {
                        Ok(record) => (record.title, input.entry),
                        Err(fault) => (fault.reason.code().to_owned(), input.entry),
                    },
                    Event::Skipped => ("skipped".to_owned(), None),
                });
                true
            });
        }
        told
    }

    const BEGIN: &str = r#"echo '{"begin":{"entry":"NAME"}}'"#;
    const INPUT: &str = r#"echo '{"input":{"entry":"NAME","line":null,"content":{"Ok":{"id":"NAME","title":"NAME","text":""}}}}'"#;

    fn document(name: &str) -> String {
        format!("{BEGIN}\n{INPUT}").replace("NAME", name)
    }

    #[test]
    fn a_death_costs_one_document() {
        let script = format!(
            "case $job in\n*passed_over*:0*)\n{first}\n{dies}\nkill -9 $$;;\n*passed_over*:2*)\n{third}\necho '\"end\"';;\nesac",
            first = document("a"),
            dies = BEGIN.replace("NAME", "b"),
            third = document("c"),
        );
        let once = [("a", "a"), ("reader_crashed", "b"), ("c", "c")]
            .map(|(what, entry)| (what.to_owned(), Some(entry.to_owned())));
        // The second file finds a process that lives.
        let expected = [once.clone(), once].concat();
        assert_eq!(check(&script, Duration::from_secs(20)), expected);
    }

    #[test]
    fn a_runaway_is_ended() {
        let script = format!("{}\nexec sleep 600", BEGIN.replace("NAME", "a"));
        let begun = Instant::now();
        let told = check(&script, Duration::from_millis(50));
        let reasons: Vec<_> = told.iter().map(|(reason, _)| reason.as_str()).collect();
        // Asked for the rest, it runs away again without having begun anything: the file is given up.
        assert!(
            reasons.len() >= 2 && reasons.iter().all(|reason| *reason == "read_timeout"),
            "{reasons:?}"
        );
        assert!(begun.elapsed() < Duration::from_secs(300));
    }

    #[test]
    fn a_program_that_is_missing_is_said() {
        let mut reader = Reader::new("/nowhere/reader".into(), Settings::default());
        let mut reasons = Vec::new();
        reader.read("a.pdf".into(), "a.pdf".into(), &mut |event| {
            if let Event::Input(input) = event {
                reasons.push(input.content.expect_err("a fault").reason);
            }
            true
        });
        assert_eq!(reasons, [Reason::ReaderCrashed]);
    }
}
