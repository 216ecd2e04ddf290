//! Where and what was measured.

use std::path::Path;
use std::process::Command;

use serde::{Deserialize, Serialize};

/// A machine, and how busy it was.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Machine {
    /// Processor.
    pub processor: String,
    /// Logical processors.
    pub processors: usize,
    /// Memory in bytes.
    pub memory_bytes: u64,
    /// Average of runnable processes over the minute before; above `processors` others took part of the time.
    pub load_before: f64,
}

impl Machine {
    /// This machine, now.
    pub fn now() -> Self {
        let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
        let field = |text: &str, name: &str| {
            let line = text.lines().find(|line| line.starts_with(name));
            let value = line.and_then(|line| line.split_once(':'));
            value.map(|(_, value)| value.trim().to_owned())
        };
        let memory = field(&read("/proc/meminfo"), "MemTotal");
        let memory = memory.and_then(|text| text.split_whitespace().next()?.parse::<u64>().ok());
        let load = read("/proc/loadavg");
        let load = load
            .split_whitespace()
            .next()
            .and_then(|load| load.parse().ok());
        Self {
            processor: field(&read("/proc/cpuinfo"), "model name").unwrap_or_default(),
            processors: std::thread::available_parallelism().map_or(0, usize::from),
            memory_bytes: memory.unwrap_or(0) << 10,
            load_before: load.unwrap_or(0.0),
        }
    }
}

/// The commit that is checked out in a folder, with a `+` where files differ from it; empty where there is none.
pub fn commit(folder: &Path) -> String {
    let git = |arguments: &[&str]| {
        let output = Command::new("git")
            .arg("-C")
            .arg(folder)
            .args(arguments)
            .output();
        output.ok().filter(|output| output.status.success())
    };
    let Some(head) = git(&["rev-parse", "--short=12", "HEAD"]) else {
        return String::new();
    };
    let changed = git(&["status", "--porcelain", "--untracked-files=no"]);
    let mark = changed.is_some_and(|output| !output.stdout.is_empty());
    let head = String::from_utf8_lossy(&head.stdout).trim().to_owned();
    format!("{head}{}", if mark { "+" } else { "" })
}
