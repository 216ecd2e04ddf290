//! Real documents, for the tests that measure readers by them; a fresh clone has none.

use std::path::PathBuf;

use serde_json::Value;

/// The file or folder of this name, or a line that says what is skipped.
#[allow(clippy::print_stderr)]
pub(super) fn path(name: &str) -> Option<PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared");
    let shared = std::env::var_os("TONGCHA_SHARED").map_or_else(|| beside.into(), PathBuf::from);
    let path = shared.join("corpus").join(name);
    if !path.exists() {
        eprintln!("skipped: no corpus/{name} in TONGCHA_SHARED or ../shared");
        return None;
    }
    Some(path)
}

/// The records of a compressed JSON Lines file.
pub(super) fn records(name: &str) -> Option<Vec<Value>> {
    let bytes = std::fs::read(path(name)?).expect("read");
    let text = zstd::decode_all(bytes.as_slice()).expect("decompressed");
    let text = String::from_utf8(text).expect("UTF-8");
    Some(
        text.lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect(),
    )
}
