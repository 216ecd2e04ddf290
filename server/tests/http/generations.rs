//! New generations are moved to while questions are answered.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use tongcha::Record;

use crate::client::{ask, publish, start_on};

fn records(count: usize) -> Vec<Record> {
    let record = |number: usize| Record {
        id: format!("r{number}"),
        title: format!("云溪省第{number}号停车办法"),
        text: "第一条 停车应当缴费。\n第二条 停车不得占用消防通道。".to_owned(),
        ..Record::default()
    };
    (0..count).map(record).collect()
}

#[test]
fn a_new_generation_loses_no_request() {
    let folder = tempfile::tempdir().expect("a folder");
    publish(folder.path(), records(10));
    let server = start_on(folder.path());
    let address = server.address();
    let (stop, asked) = (AtomicBool::new(false), AtomicUsize::new(0));
    thread::scope(|scope| {
        let load = || {
            while !stop.load(Ordering::Relaxed) {
                for target in [
                    "/api/v1/search?q=%E5%81%9C%E8%BD%A6",
                    "/doc/r1",
                    "/api/v1/documents/r2/articles/1",
                ] {
                    let answer = ask(address, "GET", target, &[]);
                    assert_eq!(answer.status, 200, "{target}: {}", answer.body);
                    asked.fetch_add(1, Ordering::Relaxed);
                }
            }
        };
        let loads = [scope.spawn(load), scope.spawn(load), scope.spawn(load)];
        for count in [20, 30, 40] {
            publish(folder.path(), records(count));
            wait_for(count, || {
                let found = ask(
                    address,
                    "GET",
                    "/api/v1/search?q=%E5%81%9C%E8%BD%A6&size=1",
                    &[],
                )
                .json();
                found["total"]["value"].as_u64()
            });
        }
        stop.store(true, Ordering::Relaxed);
        for load in loads {
            load.join().expect("no request was lost");
        }
    });
    assert!(asked.load(Ordering::Relaxed) > 10);
    let counts = ask(address, "GET", "/api/v1/stats", &[]).json();
    assert_eq!(counts["documents"], 40);
    server.stop();
}

#[test]
fn a_broken_generation_leaves_the_last_one_in_use() {
    let folder = tempfile::tempdir().expect("a folder");
    publish(folder.path(), records(3));
    let server = start_on(folder.path());
    let address = server.address();
    std::fs::write(folder.path().join("CURRENT"), "999999\n").expect("written");
    let metrics = || {
        let text = ask(address, "GET", "/metrics", &[]).body;
        let value = text
            .lines()
            .find_map(|line| line.strip_prefix("tongcha_refresh_failures_total "))?;
        value.parse().ok()
    };
    wait_for(1, metrics);
    thread::sleep(Duration::from_millis(1_500));
    assert_eq!(metrics(), Some(1), "it is complained of once");
    assert_eq!(ask(address, "GET", "/doc/r1", &[]).status, 200);
    assert_eq!(ask(address, "GET", "/health/ready", &[]).status, 200);
    server.stop();
}

fn wait_for(wanted: usize, mut look: impl FnMut() -> Option<u64>) {
    let begun = Instant::now();
    while look() != Some(wanted as u64) {
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "{wanted} never came"
        );
        thread::sleep(Duration::from_millis(50));
    }
}
