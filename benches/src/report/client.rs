//! A client of HTTP/1.1 that does no more than measuring needs: GET over one kept connection, answers with a length.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

/// Answers larger than this are no pages.
const BODY_BYTES_MAX: usize = 64 << 20;

/// One connection.
pub struct Client {
    stream: BufReader<TcpStream>,
    body: Vec<u8>,
}

/// An answer. The body is in [`Client::body`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Entity tag, where there is one.
    pub etag: Option<String>,
}

impl Client {
    /// Connects.
    ///
    /// # Errors
    /// When nobody listens there.
    pub fn connect(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self {
            stream: BufReader::with_capacity(1 << 16, stream),
            body: Vec::new(),
        })
    }

    /// Asks for a path (percent-encoded), with an entity tag that the asker has already.
    ///
    /// # Errors
    /// When the connection breaks or the answer is not HTTP with a length.
    pub fn get(&mut self, path: &str, has: Option<&str>) -> Result<Reply> {
        let has = has.map_or(String::new(), |etag| format!("If-None-Match: {etag}\r\n"));
        let head = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{has}\r\n");
        self.stream.get_mut().write_all(head.as_bytes())?;
        self.read().with_context(|| path.to_owned())
    }

    /// The body of the last answer.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    fn read(&mut self) -> Result<Reply> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line
            .split_whitespace()
            .nth(1)
            .and_then(|code| code.parse().ok());
        let status: u16 = status.with_context(|| format!("no HTTP status: {line:?}"))?;
        let (mut length, mut etag) = (None, None);
        loop {
            line.clear();
            ensure!(
                self.stream.read_line(&mut line)? > 0,
                "the answer ends in its head"
            );
            let Some((name, value)) = line.trim_end().split_once(':') else {
                break;
            };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.trim().parse().ok(),
                "etag" => etag = Some(value.trim().to_owned()),
                "transfer-encoding" => bail!("an answer without a length cannot be measured"),
                _ => {}
            }
        }
        let length: usize = match status {
            204 | 304 => 0,
            _ => length.context("no Content-Length")?,
        };
        ensure!(length <= BODY_BYTES_MAX, "an answer of {length} bytes");
        self.body.resize(length, 0);
        self.stream.read_exact(&mut self.body)?;
        Ok(Reply { status, etag })
    }
}
