//! The project's own rules: who imports whom, licences, known advisories. All from `cargo metadata`, offline.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;
use tongcha_tests::root;

/// Licences that we may ship, as SPDX names. The browser tests use axe-core (MPL-2.0), which is not shipped.
const LICENCES: [&str; 13] = [
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "MIT",
    "MIT-0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "0BSD",
];

struct Graph {
    packages: BTreeMap<String, Value>,
    /// Identifier → dependencies with the features that are switched on.
    nodes: BTreeMap<String, Value>,
}

impl Graph {
    /// What is built on this machine's platform: crates for others are not downloaded here.
    fn load() -> Self {
        let platform = host();
        let output = Command::new(env!("CARGO"))
            .args(["metadata", "--format-version", "1", "--locked", "--offline"])
            .args(["--filter-platform", &platform])
            .current_dir(root())
            .output()
            .expect("cargo runs");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
        let by_id = |list: &Value| -> BTreeMap<String, Value> {
            let items = list.as_array().expect("a list").iter();
            items.map(|item| (text(item, "id"), item.clone())).collect()
        };
        Self {
            packages: by_id(&metadata["packages"]),
            nodes: by_id(&metadata["resolve"]["nodes"]),
        }
    }

    fn name(&self, id: &str) -> String {
        text(&self.packages[id], "name")
    }

    fn id_of(&self, name: &str) -> &str {
        let found = self
            .packages
            .iter()
            .find(|(_, package)| text(package, "name") == name);
        found.unwrap_or_else(|| panic!("{name} is a package")).0
    }

    /// Names of everything that a package needs outside its tests, itself included.
    fn needs(&self, name: &str) -> BTreeSet<String> {
        let mut seen = BTreeSet::new();
        let mut open = vec![self.id_of(name).to_owned()];
        while let Some(id) = open.pop() {
            if !seen.insert(id.clone()) {
                continue;
            }
            for dependency in self.nodes[&id]["deps"].as_array().expect("a list") {
                let kinds = dependency["dep_kinds"].as_array().expect("a list");
                if kinds.iter().any(|kind| kind["kind"] != "dev") {
                    open.push(text(dependency, "pkg"));
                }
            }
        }
        seen.iter().map(|id| self.name(id)).collect()
    }
}

fn host() -> String {
    let output = Command::new("rustc")
        .arg("-vV")
        .output()
        .expect("rustc runs");
    let about = String::from_utf8_lossy(&output.stdout).into_owned();
    let host = about.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("rustc names its host").to_owned()
}

fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_default().to_owned()
}

#[test]
fn imports_follow_the_house_plan() {
    let graph = Graph::load();
    let absent = |package: &str, names: &[&str]| {
        let needs = graph.needs(package);
        for name in names {
            assert!(!needs.contains(*name), "{package} must not need {name}");
        }
    };
    absent(
        "tongcha",
        &[
            "actix-web",
            "tokio",
            "clap",
            "tracing",
            "tongcha-indexer",
            "tongcha-server",
        ],
    );
    absent("tongcha-indexer", &["actix-web", "tokio", "tongcha-server"]);
    absent("tongcha-server", &["tongcha-indexer"]);
    for package in ["tongcha", "tongcha-indexer", "tongcha-server"] {
        absent(package, &["tongcha-tests", "tongcha-benches"]);
    }
    for (package, chosen) in [
        (
            "tongcha",
            ["tantivy", "jieba-rs", "serde_json", "zstd", "memmap2"].as_slice(),
        ),
        ("tongcha-server", &["actix-web"]),
        ("tongcha-benches", &["criterion"]),
    ] {
        let needs = graph.needs(package);
        chosen
            .iter()
            .for_each(|name| assert!(needs.contains(*name), "{package} is built on {name}"));
    }
}

#[test]
fn every_licence_is_one_that_we_may_ship() {
    let graph = Graph::load();
    for package in graph.packages.values() {
        let licence = text(package, "license");
        assert!(
            is_allowed(&licence),
            "{} has the licence {licence:?}",
            text(package, "name")
        );
    }
}

/// Whether an SPDX expression can be met with allowed licences: one side of an OR, every side of an AND.
fn is_allowed(expression: &str) -> bool {
    let flat = expression.replace(['(', ')'], " ").replace('/', " OR ");
    flat.split(" AND ").all(|part| {
        part.split(" OR ")
            .any(|name| LICENCES.contains(&name.trim()))
    })
}

#[test]
fn licence_expressions_are_read_right() {
    for allowed in [
        "MIT",
        "MIT OR GPL-3.0",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
        "Unlicense/MIT",
    ] {
        assert!(is_allowed(allowed), "{allowed}");
    }
    for refused in ["", "GPL-3.0", "MIT AND GPL-3.0", "AGPL-3.0 OR GPL-2.0"] {
        assert!(!is_allowed(refused), "{refused}");
    }
}

/// Features that must stay off while their advisories are open.
#[test]
fn features_with_open_advisories_are_off() {
    let graph = Graph::load();
    for (package, features) in [
        (
            "actix-web",
            ["compress-brotli", "compress-gzip", "compress-zstd", "http2"].as_slice(),
        ),
        (
            "actix-http",
            &["compress-brotli", "compress-gzip", "compress-zstd", "http2"],
        ),
    ] {
        let on = &graph.nodes[graph.id_of(package)]["features"];
        for feature in features {
            assert!(
                !on.as_array()
                    .expect("a list")
                    .iter()
                    .any(|name| name == feature),
                "{package}/{feature} is on"
            );
        }
    }
}

/// `data/advisories.tsv` lists releases with known advisories; a lock file that holds one of them fails.
#[test]
fn no_locked_release_has_a_listed_advisory() {
    let graph = Graph::load();
    let list = include_str!("data/advisories.tsv");
    let rows = list
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let mut read = 0;
    for row in rows {
        let columns: Vec<&str> = row.split('\t').collect();
        let [name, below, id, _what] = columns.as_slice() else {
            panic!("four columns: {row}")
        };
        read += 1;
        for package in graph
            .packages
            .values()
            .filter(|package| text(package, "name") == *name)
        {
            let version = text(package, "version");
            assert!(
                numbers(&version) >= numbers(below),
                "{name} {version} has {id}: use {below} or later"
            );
        }
    }
    assert!(read > 0, "the list is there");
}

fn numbers(version: &str) -> Vec<u64> {
    let release = version.split(['-', '+']).next().unwrap_or_default();
    release
        .split('.')
        .map(|number| number.parse().expect("a number"))
        .collect()
}

#[test]
fn the_root_holds_what_the_plan_says() {
    let allowed = [
        "core",
        "server",
        "indexer",
        "benches",
        "corpus-samples",
        "tests",
        "target",
        "data",
        "Cargo.toml",
        "Cargo.lock",
        "README.md",
        "README.zh.md",
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "LICENSE",
    ];
    for entry in std::fs::read_dir(root()).expect("the root") {
        let name = entry
            .expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned();
        assert!(
            name.starts_with('.') || allowed.contains(&name.as_str()),
            "{name} is not in the plan"
        );
    }
}
