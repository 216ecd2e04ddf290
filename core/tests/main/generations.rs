//! Generations on disk: published whole, found damaged, never written by readers.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use tongcha::engine::{EmbeddedEngine, Engine, GenerationError};
use tongcha::index::{IndexError, Rejected, reindex};
use tongcha::{Indexer, Outcome, Record, SearchRequest, Searcher};

use crate::support::{Corpus, day, ids, listing, options, record, tokenizer};

fn dogs() -> Record {
    record(
        "dogs",
        "养犬管理条例",
        "第一条 养犬应当登记。\n第二条 禁止虐待犬只。",
    )
}

fn cars() -> Record {
    Record {
        number: Some("云府发〔2020〕8号".into()),
        published: Some("2020-03-01".into()),
        history: vec!["2020年3月1日发布".into()],
        ..record(
            "cars",
            "停车管理办法",
            "第一章 总则\n第一条 停车应当付费。\n第二条 收费应当公示。",
        )
    }
}

fn houses() -> Record {
    record("houses", "房屋租赁办法", "第一条 租赁应当备案。")
}

fn names(path: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Replaces a published file, which may not be written to.
fn replace(path: &Path, bytes: &[u8]) {
    fs::remove_file(path).unwrap();
    fs::write(path, bytes).unwrap();
}

fn edit_manifest(corpus: &Corpus, from: &str, to: &str) {
    let path = corpus.generation_path().join("manifest.json");
    let manifest = fs::read_to_string(&path).unwrap();
    let edited = manifest.replacen(from, to, 1);
    assert_ne!(manifest, edited, "{from} is in the manifest");
    replace(&path, edited.as_bytes());
}

fn open_error(corpus: &Corpus) -> GenerationError {
    match Searcher::open(&corpus.data, tokenizer()) {
        Err(error) => error,
        Ok(_) => panic!("it opens"),
    }
}

fn damage(corpus: &Corpus) -> String {
    match open_error(corpus) {
        GenerationError::Damaged { what, .. } => what,
        other => panic!("another error: {other}"),
    }
}

#[test]
fn an_update_moves_the_searcher_to_what_changed() {
    let corpus = Corpus::of(&[dogs(), cars()]);
    let searcher = corpus.searcher();
    assert_eq!(searcher.generation(), "000001");
    assert!(!searcher.refresh().unwrap());

    let changed = record("dogs", "养犬管理条例", "第一条 养犬应当备案。");
    let (manifest, outcomes) = corpus.publish(&[changed, cars(), houses()]);
    assert!(matches!(&outcomes[0], Outcome::Indexed { id, .. } if id == "dogs"));
    assert!(matches!(&outcomes[1], Outcome::Unchanged { id } if id == "cars"));
    assert!(matches!(&outcomes[2], Outcome::Indexed { .. }));
    assert_eq!(
        (manifest.documents, manifest.parent.as_deref()),
        (3, Some("000001"))
    );
    let by_word = |searcher: &Searcher, q: &str| {
        let answer = searcher
            .search(&SearchRequest {
                literal: true,
                ..SearchRequest::new(q)
            })
            .unwrap();
        answer.hits.iter().map(|h| h.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(by_word(&searcher, "登记"), ["dogs"], "not moved yet");
    assert!(searcher.refresh().unwrap());
    assert_eq!(searcher.generation(), "000002");
    assert!(by_word(&searcher, "登记").is_empty());
    let mut found = by_word(&searcher, "备案");
    found.sort();
    assert_eq!(found, ["dogs", "houses"]);

    let (manifest, _) = corpus.publish(&[houses()]);
    assert_eq!((manifest.documents, manifest.articles), (1, 1));
    assert_eq!(manifest.text_bytes, houses().text.len() as u64);
    assert!(searcher.refresh().unwrap());
    assert!(by_word(&searcher, "停车").is_empty());
    assert!(
        searcher
            .document("cars", day("2026-01-01"))
            .unwrap()
            .is_none()
    );
    assert!(corpus.data.verify().unwrap().problems.is_empty());
}

#[test]
fn unchanged_files_are_linked_and_old_generations_pruned() {
    let many: Vec<Record> = (0..12)
        .map(|n| record(&format!("d{n}"), &format!("办法{n}"), "第一条 内容。"))
        .collect();
    let corpus = Corpus::of(&many);
    let first = corpus.generation_path();
    let mut more = many.clone();
    more.push(dogs());
    corpus.publish(&more);
    let second = corpus.generation_path();
    let segments: Vec<String> = names(&first)
        .into_iter()
        .filter(|name| {
            let is_table = [".json", ".zst", ".bin"];
            is_table.iter().all(|ending| !name.ends_with(ending))
        })
        .collect();
    assert!(segments.len() > 3);
    for name in &segments {
        let inode = |path: &Path| fs::metadata(path.join(name)).unwrap().ino();
        assert_eq!(inode(&first), inode(&second), "{name}");
    }
    for name in names(&second) {
        let mode = fs::metadata(second.join(&name)).unwrap().mode();
        assert_eq!(mode & 0o222, 0, "{name} can be written");
    }
    // The searcher of the first generation goes on while it is pruned.
    let generations = corpus.data.path().join("generations");
    let current = corpus.searcher();
    more.push(cars());
    corpus.publish(&more);
    assert_eq!(names(&generations), ["000002", "000003"]);
    more.push(houses());
    corpus.publish(&more);
    assert_eq!(names(&generations), ["000003", "000004"]);
    assert_eq!(current.generation(), "000002");
    let answer = current.search(&SearchRequest::new("养犬")).unwrap();
    assert_eq!(ids(&answer), ["dogs"]);
    assert_eq!(
        names(corpus.data.path()),
        ["CURRENT", "LOCK", "generations"],
        "nothing else is left"
    );
}

#[test]
fn the_generation_that_was_in_use_is_the_one_kept() {
    let corpus = Corpus::of(&[dogs()]);
    corpus.publish(&[dogs(), cars()]);
    // The operator goes back to the first, as the message about damage advises.
    replace(&corpus.data.path().join("CURRENT"), b"000001\n");
    let (manifest, _) = corpus.publish(&[dogs(), houses()]);
    assert_eq!(
        (manifest.generation.as_str(), manifest.parent.as_deref()),
        ("000003", Some("000001"))
    );
    let kept = names(&corpus.data.path().join("generations"));
    assert!(kept.contains(&"000001".to_owned()), "{kept:?}");
}

#[test]
fn a_writer_that_is_let_go_leaves_nothing() {
    let corpus = Corpus::of(&[dogs()]);
    let before = listing(corpus.data.path());
    let mut indexer = Indexer::update(&corpus.data, &tokenizer(), options()).unwrap();
    indexer.add(cars(), "test").unwrap();
    drop(indexer);
    let after = listing(corpus.data.path());
    assert!(before.keys().eq(after.keys()));
    assert_eq!(corpus.data.current().unwrap(), "000001");
    assert!(ids(&corpus.search("停车")).is_empty());

    let leftover = corpus.data.path().join("generations/000002.building");
    fs::create_dir(&leftover).unwrap();
    fs::write(leftover.join("half"), "of a segment").unwrap();
    let (manifest, _) = corpus.publish(&[dogs(), cars()]);
    assert_eq!(manifest.generation, "000002");
    assert!(!leftover.exists());
    assert!(corpus.data.verify().unwrap().problems.is_empty());
}

#[test]
fn a_second_writer_is_refused_until_the_first_is_done() {
    let corpus = Corpus::of(&[dogs()]);
    let first = Indexer::update(&corpus.data, &tokenizer(), options()).unwrap();
    for refused in [
        Indexer::update(&corpus.data, &tokenizer(), options()).err(),
        Indexer::create(&corpus.data, &tokenizer(), options()).err(),
        reindex(&corpus.data, &tokenizer(), options(), |_, _| {}).err(),
    ] {
        let message = refused.expect("refused").to_string();
        assert!(message.contains("another indexer is at work"), "{message}");
    }
    drop(first);
    corpus.publish(&[dogs(), cars()]);
}

#[test]
fn unchanged_means_the_whole_record() {
    let corpus = Corpus::of(&[dogs()]);
    let outcome = |record: Record| {
        let mut indexer = Indexer::update(&corpus.data, &tokenizer(), options()).unwrap();
        let outcome = indexer.add(record, "test").unwrap();
        (
            matches!(outcome, Outcome::Unchanged { .. }),
            indexer.is_changed(),
        )
    };
    assert_eq!(outcome(dogs()), (true, false));
    let url = Some("https://example.org/".to_owned());
    assert_eq!(outcome(Record { url, ..dogs() }), (false, true));
    let mut extra = dogs();
    extra.extra.insert("pages".into(), 3.into());
    assert_eq!(outcome(extra), (false, true));
    let mut odd = dogs();
    odd.odd
        .insert("number".into(), serde_json::json!({"year": 2020}));
    assert_eq!(outcome(odd), (false, true), "of another type is another");
}

#[test]
fn an_identifier_is_taken_once() {
    let corpus = Corpus::new();
    let mut indexer = Indexer::create(&corpus.data, &tokenizer(), options()).unwrap();
    indexer.add(dogs(), "one").unwrap();
    let again = indexer.add(dogs(), "two").unwrap();
    assert!(matches!(
        again,
        Outcome::Rejected(Rejected::DuplicateId { id }) if id == "dogs"
    ));
    let manifest = indexer.publish().unwrap();
    assert_eq!(manifest.documents, 1);
    assert_eq!(manifest.sources.len(), 1, "{:?}", manifest.sources);
    // The first of them stays also when it is the one that did not change.
    let mut other = dogs();
    other.text.push_str("更多");
    let (manifest, outcomes) = corpus.publish(&[dogs(), other]);
    assert!(matches!(&outcomes[0], Outcome::Unchanged { .. }));
    assert!(matches!(&outcomes[1], Outcome::Rejected(_)));
    assert_eq!(manifest.text_bytes, dogs().text.len() as u64);
}

/// Everything that a corpus says of itself, but how long it took and where it stands.
fn answers(corpus: &Corpus) -> Vec<serde_json::Value> {
    let searcher = corpus.searcher();
    let as_of = day("2021-01-01");
    let queries = [
        "养犬",
        "停车 收费",
        "",
        "\"应当登记\"",
        "云府发[2020]8号",
        "第一条",
    ];
    let mut said: Vec<serde_json::Value> = Vec::new();
    for q in queries {
        let request = SearchRequest {
            as_of,
            ..SearchRequest::new(q)
        };
        let mut answer = searcher.search(&request).unwrap();
        answer.took_ms = 0.0;
        answer.generation.clear();
        said.push(serde_json::to_value(answer).unwrap());
    }
    for id in ["dogs", "cars", "houses", "none"] {
        said.push(serde_json::to_value(searcher.document(id, as_of).unwrap()).unwrap());
    }
    said
}

#[test]
fn a_rebuilt_index_says_the_same_and_knows_its_records() {
    let mut odd = serde_json::json!({
        "id": "odd", "title": "收费公告", "text": "收费。", "number": {"a": 1}, "authority": ["教育部", "财政部"],
        "pages": 3, "theme": "", "history": "2020年1月1日施行", "empty": null,
    });
    let odd = Record::from_object(std::mem::take(odd.as_object_mut().unwrap()));
    let untitled = Record {
        text: "第一条 没有标题。".into(),
        ..Record::default()
    };
    let records = [dogs(), cars(), odd, untitled];
    let corpus = Corpus::of(&records);
    let before = answers(&corpus);
    let mut seen = Vec::new();
    let rebuilt = reindex(&corpus.data, &tokenizer(), options(), |done, total| {
        seen.push((done, total));
    })
    .unwrap();
    assert_eq!(seen, [(1, 4), (2, 4), (3, 4), (4, 4)]);
    assert_eq!(
        (rebuilt.generation.as_str(), rebuilt.documents),
        ("000002", 4)
    );
    assert_eq!(answers(&corpus), before);
    let (_, outcomes) = corpus.publish(&records);
    for outcome in outcomes {
        assert!(matches!(outcome, Outcome::Unchanged { .. }), "{outcome:?}");
    }
}

#[test]
fn an_index_of_another_version_is_refused_and_rebuilt() {
    for (from, to) in [
        ("\"schema\": ", "\"schema\": 9"),
        ("\"language\": \"", "\"language\": \"other-"),
        ("\"format\": ", "\"format\": 9"),
    ] {
        let corpus = Corpus::of(&[dogs()]);
        let before = answers(&corpus);
        edit_manifest(&corpus, from, to);
        let message = open_error(&corpus).to_string();
        let update = Indexer::update(&corpus.data, &tokenizer(), options());
        let refused = update.err().expect("refused").to_string();
        assert_eq!(message, refused);
        assert!(
            message.contains("tongcha-indexer reindex --data "),
            "{message}"
        );
        reindex(&corpus.data, &tokenizer(), options(), |_, _| {}).unwrap();
        assert_eq!(answers(&corpus), before);
    }
}

#[test]
fn nothing_to_rebuild_makes_nothing() {
    let corpus = Corpus::new();
    let error = reindex(&corpus.data, &tokenizer(), options(), |_, _| {}).unwrap_err();
    assert!(matches!(
        error,
        IndexError::Generation(GenerationError::Missing { .. })
    ));
    assert!(!corpus.data.path().exists());
    let message = open_error(&corpus).to_string();
    assert!(message.contains("tongcha-indexer build"), "{message}");
}

#[test]
fn damage_is_one_clear_sentence() {
    let corpus = Corpus::of(&[dogs(), cars()]);
    let path = corpus.generation_path();
    let store = names(&path)
        .into_iter()
        .find(|name| name.ends_with(".store"))
        .unwrap();
    let whole = fs::read(path.join(&store)).unwrap();

    replace(&path.join(&store), &whole[..whole.len() - 1]);
    assert!(damage(&corpus).contains(&store));
    let report = corpus.data.verify().unwrap();
    assert_eq!(report.problems.len(), 1);

    fs::remove_file(path.join(&store)).unwrap();
    assert!(damage(&corpus).contains(&store));
    let report = corpus.data.verify().unwrap();
    assert_eq!(report.problems.len(), 1);
    assert_eq!(report.problems[0].subject, store);
    assert!(Indexer::update(&corpus.data, &tokenizer(), options()).is_err());
    assert!(reindex(&corpus.data, &tokenizer(), options(), |_, _| {}).is_err());

    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    fs::write(path.join(&store), &flipped).unwrap();
    let report = corpus.data.verify().unwrap();
    assert_eq!(report.problems.len(), 1, "{:?}", report.problems);
    assert_eq!(report.problems[0].subject, store);

    replace(&path.join(&store), &whole);
    fs::write(path.join("stray"), "?").unwrap();
    let report = corpus.data.verify().unwrap();
    assert_eq!(report.problems[0].subject, "stray");
    fs::remove_file(path.join("stray")).unwrap();
    let report = corpus.data.verify().unwrap();
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    assert_eq!(report.documents, 2);

    // One flipped byte of any file is found.
    for name in names(&path) {
        if name == "manifest.json" {
            continue;
        }
        let whole = fs::read(path.join(&name)).unwrap();
        let mut other = whole.clone();
        other[whole.len() / 3] ^= 0x20;
        replace(&path.join(&name), &other);
        let report = corpus.data.verify().unwrap();
        let found: Vec<&str> = report.problems.iter().map(|p| p.subject.as_str()).collect();
        assert_eq!(found, [name.as_str()]);
        replace(&path.join(&name), &whole);
    }

    // A flipped byte is not carried into the next generation unnoticed.
    replace(&path.join(&store), &flipped);
    corpus.publish(&[dogs(), cars(), houses()]);
    let report = corpus.data.verify().unwrap();
    assert!(report.problems.iter().any(|p| p.subject == store));
}

/// Without the tables of names and columns, or with those of another version, everything is read from the index.
#[test]
fn an_index_without_its_tables_says_the_same() {
    let corpus = Corpus::of(&[dogs(), cars()]);
    let whole = answers(&corpus);
    for table in ["names.bin", "documents.bin"] {
        let path = corpus.generation_path().join(table);
        let mut newer = fs::read(&path).unwrap();
        newer[8] ^= 1;
        replace(&path, &newer);
        assert_eq!(answers(&corpus), whole, "{table} of another version");
        fs::remove_file(&path).unwrap();
        let bytes = newer.len();
        assert!(damage(&corpus).contains(table), "{bytes} bytes are listed");
        fs::write(&path, vec![b'?'; bytes]).unwrap();
        assert!(damage(&corpus).contains(table), "no tables");
        newer[8] ^= 1;
        replace(&path, &newer);
        assert_eq!(answers(&corpus), whole);
    }
    let (manifest, _) = corpus.publish(&[dogs(), cars(), houses()]);
    let listed = |name: &str| manifest.files.iter().any(|file| file.path == name);
    assert!(listed("names.bin") && listed("documents.bin"));
}

#[test]
fn a_broken_manifest_is_damage() {
    for broken in ["", "{", "[]", "{\"generation\": \"000001\"}", "\u{0}\u{1}"] {
        let corpus = Corpus::of(&[dogs()]);
        replace(
            &corpus.generation_path().join("manifest.json"),
            broken.as_bytes(),
        );
        assert!(damage(&corpus).contains("manifest"), "{broken:?}");
        assert!(corpus.data.verify().is_err());
    }
    let corpus = Corpus::of(&[dogs()]);
    edit_manifest(
        &corpus,
        "\"generation\": \"000001",
        "\"generation\": \"000007",
    );
    assert!(damage(&corpus).contains("calls itself 000007"));
    let corpus = Corpus::of(&[dogs()]);
    edit_manifest(&corpus, "\"documents\": 1", "\"documents\": 2");
    assert_eq!(corpus.data.verify().unwrap().problems.len(), 1);
}

#[test]
fn what_current_says_is_checked() {
    let corpus = Corpus::of(&[dogs()]);
    let current = corpus.data.path().join("CURRENT");
    let garbage: [&[u8]; 7] = [
        b"",
        b"\n",
        b"../000001",
        b"000001.building",
        b"latest",
        b"\xff\xfe",
        b"999999",
    ];
    for bytes in garbage {
        fs::write(&current, bytes).unwrap();
        damage(&corpus);
        assert!(Indexer::update(&corpus.data, &tokenizer(), options()).is_err());
    }
    fs::write(&current, "  000001\r\n").unwrap();
    assert_eq!(ids(&corpus.search("养犬")), ["dogs"]);
    fs::remove_file(&current).unwrap();
    assert!(matches!(
        open_error(&corpus),
        GenerationError::Missing { .. }
    ));
    // What was published before is not overwritten.
    let (manifest, _) = corpus.publish(&[cars()]);
    assert_eq!(manifest.generation, "000002");
}

#[test]
fn a_searcher_keeps_what_it_has_when_the_next_is_damaged() {
    let corpus = Corpus::of(&[dogs()]);
    let searcher = corpus.searcher();
    fs::write(corpus.data.path().join("CURRENT"), "000002").unwrap();
    assert!(searcher.refresh().is_err());
    let answer = searcher.search(&SearchRequest::new("养犬")).unwrap();
    assert_eq!(
        (ids(&answer), answer.generation.as_str()),
        (vec!["dogs"], "000001")
    );
}

#[test]
fn readers_write_nothing() {
    let corpus = Corpus::of(&[dogs(), cars()]);
    corpus.publish(&[dogs(), cars(), houses()]);
    let before = listing(corpus.root());
    let searcher = corpus.searcher();
    searcher.search(&SearchRequest::new("养犬 停车")).unwrap();
    searcher.suggest("养", 5).unwrap();
    searcher.document("cars", day("2024-01-01")).unwrap();
    searcher.statistics(day("2024-01-01")).unwrap();
    searcher.refresh().unwrap();
    assert!(corpus.data.verify().unwrap().problems.is_empty());
    drop(searcher);
    assert_eq!(listing(corpus.root()), before);
}

#[test]
fn moving_to_the_next_generation_loses_no_request() {
    let generation = |marker: &str| -> Vec<Record> {
        (0..8)
            .map(|n| record(&format!("d{n}"), &format!("办法{marker}"), "第一条 登记。"))
            .collect()
    };
    let markers = ["甲", "乙", "丙", "丁"];
    let corpus = Corpus::of(&generation(markers[0]));
    let searcher = corpus.searcher();
    let done = AtomicBool::new(false);
    let asked = AtomicU64::new(0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    let answer = searcher.search(&SearchRequest::new("登记")).unwrap();
                    let number: usize = answer.generation.parse().unwrap();
                    assert_eq!(answer.total.value, 8);
                    for hit in &answer.hits {
                        assert_eq!(hit.title, format!("办法{}", markers[number - 1]));
                    }
                    asked.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        // `CURRENT` names a whole generation at every moment.
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                let name = corpus.data.current().unwrap();
                assert_eq!(corpus.data.manifest(&name).unwrap().documents, 8);
            }
        });
        for marker in &markers[1..] {
            corpus.publish(&generation(marker));
            assert!(searcher.refresh().unwrap());
            let until = asked.load(Ordering::Relaxed) + 4;
            while asked.load(Ordering::Relaxed) < until {
                std::thread::yield_now();
            }
        }
        done.store(true, Ordering::Relaxed);
    });
    let engine = EmbeddedEngine::open(&corpus.data).unwrap();
    assert_eq!(engine.generation(), "000004");
}

#[test]
fn a_flipped_byte_is_never_a_panic_at_opening() {
    let corpus = Corpus::of(&[dogs(), cars(), houses()]);
    let path = corpus.generation_path();
    for name in names(&path) {
        let whole = fs::read(path.join(&name)).unwrap();
        for step in 0..24 {
            let mut other = whole.clone();
            other[whole.len() * step / 24] ^= 1 << (step % 8);
            replace(&path.join(&name), &other);
            // Either it opens, because the byte is of what is read later, or it says why not.
            let opened = Searcher::open(&corpus.data, tokenizer());
            drop(opened);
            if step % 8 == 3 {
                let update = Indexer::update(&corpus.data, &tokenizer(), options());
                drop(update);
            }
        }
        replace(&path.join(&name), &whole);
    }
    assert!(corpus.data.verify().unwrap().problems.is_empty());
}
