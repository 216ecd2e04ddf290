//! A backup is whole or is none, and restoring it is publishing.

use std::fs;
use std::path::PathBuf;

use tongcha::DataDirectory;
use tongcha::engine::BackupError;

use crate::support::{Corpus, ids, record};

fn corpus() -> (Corpus, PathBuf) {
    let corpus = Corpus::of(&[record("dogs", "养犬管理条例", "第一条 养犬应当登记。")]);
    let backup = corpus.root().join("backup.tar");
    (corpus, backup)
}

#[test]
fn a_backup_brings_back_what_was_there() {
    let (corpus, backup) = corpus();
    let report = corpus.data.backup(&backup).unwrap();
    assert_eq!(
        (report.generation.as_str(), report.documents),
        ("000001", 1)
    );
    corpus.publish(&[record("cars", "停车管理办法", "第一条 停车应当付费。")]);
    let searcher = corpus.searcher();
    assert!(ids(&corpus.search("养犬")).is_empty());

    let restored = corpus.data.restore(&backup).unwrap();
    assert_eq!(
        (restored.generation.as_str(), restored.bytes),
        ("000003", report.bytes)
    );
    assert_eq!(ids(&corpus.search("养犬")), ["dogs"]);
    assert!(corpus.data.verify().unwrap().problems.is_empty());
    // Whoever searches the old generation is not disturbed, and the next build goes on from the restored one.
    drop(searcher);
    corpus.publish(&[record("houses", "房屋租赁办法", "第一条 租赁应当备案。")]);
    assert_eq!(ids(&corpus.search("租赁")), ["houses"]);
}

#[test]
fn a_backup_makes_a_directory_where_there_was_none() {
    let (corpus, backup) = corpus();
    corpus.data.backup(&backup).unwrap();
    let other = DataDirectory::new(corpus.root().join("other"));
    assert_eq!(other.restore(&backup).unwrap().generation, "000001");
    assert!(other.verify().unwrap().problems.is_empty());
}

#[test]
fn damaged_backups_change_nothing() {
    let (corpus, backup) = corpus();
    corpus.data.backup(&backup).unwrap();
    let whole = fs::read(&backup).unwrap();
    let broken = corpus.root().join("broken.tar");
    let other = DataDirectory::new(corpus.root().join("other"));
    let check = |bytes: &[u8]| {
        fs::write(&broken, bytes).unwrap();
        let error = other.restore(&broken).expect_err("refused");
        assert!(!other.path().exists(), "nothing is made");
        error
    };
    // A flipped byte in every part of the archive, and an end at every part of it. Bytes that pad are nobody's.
    for at in (0..whole.len()).step_by(whole.len() / 97) {
        let mut flipped = whole.clone();
        flipped[at] ^= 0x20;
        fs::write(&broken, &flipped).unwrap();
        match other.restore(&broken) {
            Ok(_) => {
                assert!(other.verify().unwrap().problems.is_empty(), "byte {at}");
                fs::remove_dir_all(other.path()).unwrap();
            }
            Err(
                BackupError::Damaged { .. }
                | BackupError::NotABackup { .. }
                | BackupError::Io { .. },
            ) => {}
            Err(error) => panic!("byte {at}: {error}"),
        }
    }
    check(&whole[..whole.len() / 2]);
    check(&whole[..whole.len() - 1_024 - 512]);
    assert!(matches!(
        check(b"not an archive"),
        BackupError::NotABackup { .. }
    ));
    assert!(matches!(check(b""), BackupError::NotABackup { .. }));
    // A manifest that lists a way out of the directory, with a file to go there.
    let manifest = fs::read_to_string(corpus.generation_path().join("manifest.json")).unwrap();
    let leading_out = manifest.replace("\".managed.json\"", "\"../.managed.json\"");
    assert_ne!(leading_out, manifest);
    let mut archive = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(leading_out.len() as u64);
    archive
        .append_data(&mut header, "manifest.json", leading_out.as_bytes())
        .unwrap();
    let error = check(&archive.into_inner().unwrap());
    assert!(matches!(error, BackupError::NotABackup { .. }), "{error}");
}

#[test]
fn a_backup_is_never_written_over() {
    let (corpus, backup) = corpus();
    fs::write(&backup, "precious").unwrap();
    let error = corpus.data.backup(&backup).expect_err("refused");
    assert!(matches!(error, BackupError::Exists { .. }));
    assert_eq!(fs::read_to_string(&backup).unwrap(), "precious");
    let nowhere = corpus.root().join("nowhere/backup.tar");
    let error = corpus
        .data
        .backup(&nowhere)
        .expect_err("refused")
        .to_string();
    assert!(error.contains("nowhere/backup.tar"), "{error}");
}
