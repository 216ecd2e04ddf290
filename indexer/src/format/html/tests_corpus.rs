//! Pages as they are published: how much of what is known of them is found.

use super::*;
use std::path::PathBuf;
#[test]
fn dump() {
    let Ok(out) = std::env::var("DUMP_OUT") else {
        return;
    };
    let dir = PathBuf::from(std::env::var("DUMP_IN").unwrap());
    for file in std::fs::read_dir(dir).unwrap() {
        let file = file.unwrap();
        let bytes = std::fs::read(file.path()).unwrap();
        let result = match read(&bytes, None, &Limits::default()) {
            Ok(m) => serde_json::to_string(&m).unwrap(),
            Err(f) => format!("{{\"fault\":\"{:?} {}\"}}", f.reason, f.message),
        };
        std::fs::write(
            PathBuf::from(&out)
                .join(file.file_name())
                .with_extension("json"),
            result,
        )
        .unwrap();
    }
}
