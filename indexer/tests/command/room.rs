//! Where a test works: a folder with sources and a data directory, and the command run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

/// A folder with sources and a data directory, gone after the test.
pub struct Room {
    pub folder: tempfile::TempDir,
}

/// How a command ended.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }

    /// Failed with one sentence that holds these words, and printed nothing else.
    pub fn fails_saying(&self, words: &str) {
        assert_eq!(self.code, Some(2), "{self:?}");
        assert!(self.stdout.is_empty(), "{self:?}");
        assert_eq!(self.stderr.lines().count(), 1, "{self:?}");
        assert!(self.stderr.contains(words), "{self:?}");
    }
}

impl Room {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(&path, content).expect("written");
        path
    }

    pub fn command(&self, name: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tongcha-indexer"));
        command
            .arg(name)
            .arg("--data")
            .arg(self.data())
            .env_remove("TONGCHA_DATA");
        command
    }

    pub fn run(&self, name: &str, arguments: &[&str]) -> Ran {
        let output = self
            .command(name)
            .args(arguments)
            .output()
            .expect("the command runs");
        Ran {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    pub fn build(&self, source: &Path, arguments: &[&str]) -> Ran {
        let source = source.to_str().expect("UTF-8");
        self.run(
            "build",
            &[&["--json", "--source", source], arguments].concat(),
        )
    }

    pub fn quarantine(&self) -> Vec<Value> {
        let text =
            fs::read_to_string(self.data().join("quarantine.jsonl")).expect("a quarantine file");
        text.lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect()
    }

    pub fn current(&self) -> String {
        fs::read_to_string(self.data().join("CURRENT"))
            .expect("CURRENT")
            .trim()
            .to_owned()
    }

    /// Files of the generation in use, the largest first.
    pub fn index_files(&self) -> Vec<PathBuf> {
        let folder = self.data().join("generations").join(self.current());
        let mut files: Vec<_> = fs::read_dir(folder)
            .expect("listed")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        files.retain(|path| path.extension().is_none_or(|extension| extension != "json"));
        files.sort_by_key(|path| std::cmp::Reverse(fs::metadata(path).expect("metadata").len()));
        files
    }

    pub fn generations(&self) -> Vec<String> {
        let entries = fs::read_dir(self.data().join("generations")).expect("listed");
        let mut names: Vec<_> = entries
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    }

    /// What a search finds, without what differs between two runs.
    pub fn found(&self, query: &str) -> Value {
        let mut answer = self
            .run("search", &[query, "--json", "--as-of", "2026-11-23"])
            .json();
        for field in ["took_ms", "generation"] {
            answer.as_object_mut().expect("an object").remove(field);
        }
        answer
    }
}

pub fn record(id: &str, title: &str, text: &str) -> String {
    format!("{}\n", json!({"id": id, "title": title, "text": text}))
}

pub fn laws() -> String {
    [
        record(
            "dogs",
            "云溪省养犬管理条例",
            "第一条 为了规范养犬行为，制定本条例。\n第二条 养犬应当登记。",
        ),
        record(
            "cars",
            "云溪省停车场管理办法",
            "第一条 停车场应当明码标价。\n第二条 禁止占用消防通道停车。",
        ),
        record(
            "care",
            "云溪省养老服务条例",
            "第一条 养老服务机构应当登记。",
        ),
    ]
    .concat()
}

/// Enough records for a build that takes some seconds.
pub fn many_laws() -> String {
    let article = "从事生产经营活动的单位和个人应当遵守本条例，接受有关部门的监督检查，不得隐瞒、拒绝、阻碍。";
    let text: String = (1..40).map(|n| format!("第{n}条 {article}\n")).collect();
    (0..6_000)
        .map(|n| record(&format!("many-{n}"), &format!("云溪省第{n}号条例"), &text))
        .collect()
}
