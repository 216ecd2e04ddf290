//! A client of a few lines, and the server that the tests share.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use std::{fs, io};

use serde_json::Value;
use tongcha::{DataDirectory, Indexer, Record, Tokenizer, WriterOptions};
use tongcha_server::{Config, Running, start};

/// An answer of the server.
#[derive(Debug)]
pub struct Answer {
    /// The status; 0 when the server closed the connection without one.
    pub status: u16,
    headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
    /// The body as it came over the wire: compressed, perhaps.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// A header; empty when it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .iter()
            .find(|(of, _)| of.eq_ignore_ascii_case(name))
            .map_or("", |(_, value)| value)
    }

    /// Every header of a name.
    pub fn all(&self, name: &str) -> Vec<&str> {
        let of = self.headers.iter();
        let of = of.filter(|(of, _)| of.eq_ignore_ascii_case(name));
        of.map(|(_, value)| value.as_str()).collect()
    }

    /// The page without the tag of its own script, so that no other can hide behind it.
    pub fn without_own_script(&self) -> String {
        self.body.replace("<script src=\"/assets/script-", "")
    }

    /// What is inside `main`: the page without what stands around every page.
    pub fn main(&self) -> &str {
        let (_, main) = self.body.split_once("<main").expect("a page");
        main.split_once("</main>").expect("its end").0
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

/// The server that most tests share. It serves the sample documents and [`hostile_record`].
pub fn server() -> SocketAddr {
    static SERVER: OnceLock<Running> = OnceLock::new();
    SERVER
        .get_or_init(|| {
            let data = Path::new(env!("CARGO_TARGET_TMPDIR")).join("http-index");
            let mut records = samples();
            records.push(hostile_record());
            publish(&data, records);
            start_on(&data)
        })
        .address()
}

/// One tokenizer for all: its dictionary takes a while to load.
pub fn tokenizer() -> Arc<Tokenizer> {
    static TOKENIZER: OnceLock<Arc<Tokenizer>> = OnceLock::new();
    Arc::clone(TOKENIZER.get_or_init(|| Arc::new(Tokenizer::new())))
}

/// Starts a server of its own.
pub fn start_on(data: &Path) -> Running {
    start_with(data, |_| {})
}

/// Starts a server of its own with other settings.
pub fn start_with(data: &Path, change: impl FnOnce(&mut Config)) -> Running {
    let mut config = Config {
        data: data.to_owned(),
        listen: "127.0.0.1:0".to_owned(),
        workers: 2,
        search_threads: 2,
        ..Config::default()
    };
    change(&mut config);
    start(config, tokenizer()).expect("a server")
}

/// Publishes a generation of these records.
pub fn publish(data: &Path, records: Vec<Record>) {
    let data = DataDirectory::new(data);
    let mut indexer =
        Indexer::create(&data, &tokenizer(), WriterOptions::default()).expect("an indexer");
    for record in records {
        indexer.add(record, "test").expect("an outcome");
    }
    indexer.publish().expect("a generation");
}

/// A record with everything in it that must not reach a page as it is.
pub fn hostile_record() -> Record {
    Record {
        id: "敌意-1_a.b".to_owned(),
        title: "<script>alert('标题')</script>敌意办法".to_owned(),
        number: Some("<img src=x onerror=alert(1)>".to_owned()),
        history: vec!["<script>alert('历史')</script>".to_owned()],
        text: "第一章 <i>总则</i>\n第一条 敌意<script>alert('正文')</script>测试\"&'。\n第二条 𠮷𠀀𪚥字。".to_owned(),
        ..Record::default()
    }
}

/// The sample documents.
pub fn samples() -> Vec<Record> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus-samples");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the samples")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "jsonl"))
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name != "questions.jsonl")
        })
        .collect();
    files.sort();
    let texts = files
        .iter()
        .map(|path| fs::read_to_string(path).expect("a file"));
    let lines: Vec<String> = texts
        .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    lines
        .iter()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect()
}

/// Asks the shared server.
pub fn get(target: &str) -> Answer {
    ask(server(), "GET", target, &[])
}

/// Asks the shared server with these headers.
pub fn get_with(target: &str, headers: &[(&str, &str)]) -> Answer {
    ask(server(), "GET", target, headers)
}

/// Asks a server.
pub fn ask(address: SocketAddr, method: &str, target: &str, headers: &[(&str, &str)]) -> Answer {
    let mut head = format!("{method} {target} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    exchange(address, head.as_bytes()).expect("an exchange")
}

/// Sends JSON to the shared server.
pub fn post(target: &str, body: &str) -> Answer {
    post_as("application/json", target, body)
}

/// Sends a body of some type to the shared server.
pub fn post_as(content_type: &str, target: &str, body: &str) -> Answer {
    let length = body.len();
    let request = format!(
        "POST {target} HTTP/1.1\r\nHost: test\r\nConnection: close\r\nContent-Type: {content_type}\r\n\
         Content-Length: {length}\r\n\r\n{body}"
    );
    exchange(server(), request.as_bytes()).expect("an exchange")
}

/// Sends bytes and reads the answer to its end.
pub fn exchange(address: SocketAddr, request: &[u8]) -> io::Result<Answer> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    // The server may answer and close before it has read everything.
    let _ = stream.write_all(request);
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let mut lines = head.lines();
    let status = lines
        .next()
        .and_then(|line| line.split(' ').nth(1)?.parse().ok())
        .unwrap_or(0);
    let header = |line: &str| {
        line.split_once(": ")
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let headers: Vec<(String, String)> = lines.filter_map(header).collect();
    let chunked = headers
        .iter()
        .any(|(name, value)| name.eq_ignore_ascii_case("transfer-encoding") && value == "chunked");
    let body = if chunked {
        joined(body)
    } else {
        body.to_owned()
    };
    let head_end = bytes.windows(4).position(|end| end == b"\r\n\r\n");
    Ok(Answer {
        status,
        headers,
        body,
        bytes: head_end.map_or_else(Vec::new, |end| bytes[end + 4..].to_vec()),
    })
}

/// The chunks of a body in one (RFC 9112 §7.1).
fn joined(body: &str) -> String {
    let mut whole = String::new();
    let mut rest = body;
    while let Some((size, after)) = rest.split_once("\r\n") {
        let bytes = usize::from_str_radix(size.trim(), 16).expect("the size of a chunk");
        if bytes == 0 {
            break;
        }
        whole.push_str(&after[..bytes]);
        rest = after[bytes..].trim_start_matches("\r\n");
    }
    whole
}

/// Encodes a text for a query string or a segment of a path.
pub fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}
