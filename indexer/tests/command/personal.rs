//! Personal numbers are reported, masked or held back, and masked ones are in no file.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::room::Room;

/// An identity card number with its check digit (GB 11643-1999), of an invented person.
fn identity_card(n: u32) -> String {
    let body = format!(
        "11010119{:02}{:02}{:02}{:03}",
        50 + n % 50,
        1 + n % 12,
        1 + n % 28,
        n % 1_000
    );
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body
        .bytes()
        .zip(weights)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    format!("{body}{}", char::from(b"10X98765432"[(sum % 11) as usize]))
}

/// The number as papers have it: plain, in full-width figures, in groups.
fn spelled(number: &str, n: u32) -> String {
    match n % 3 {
        0 => number.to_owned(),
        1 => number
            .chars()
            .map(|c| char::from_u32(c as u32 + 0xfee0).expect("a full-width form"))
            .collect(),
        _ => format!("{} {} {}", &number[..6], &number[6..14], &number[14..]),
    }
}

fn text(n: u32) -> String {
    let number = spelled(&identity_card(n), n);
    format!(
        "云溪省第{n}号救助公示名单\n\n第一条　为了公开救助情况，公布本名单，接受监督，请各单位遵照执行。\n\
         第二条　张某{n}，身份证号：{number}，经审核符合第{n}类条件。\n第三条　本名单自公布之日起生效。\n"
    )
}

fn room_with(count: u32) -> Room {
    let room = Room::new();
    for n in 0..count {
        match n % 2 {
            0 => room.write(&format!("in/{n}.txt"), text(n)),
            _ => room.write(
                &format!("in/{n}.html"),
                format!(
                    "<html><body><p>{}</p></body></html>",
                    text(n).replace('\n', "</p><p>")
                ),
            ),
        };
    }
    room
}

/// What stands in every file of a folder, and behind the compression of those that are compressed as a whole.
fn contents(folder: &Path) -> Vec<Vec<u8>> {
    let mut contents = Vec::new();
    for entry in fs::read_dir(folder).expect("listed") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            contents.extend(self::contents(&path));
            continue;
        }
        let bytes = fs::read(&path).expect("read");
        let frames = bytes
            .windows(4)
            .enumerate()
            .filter(|(_, four)| *four == b"\x28\xb5\x2f\xfd");
        for (at, _) in frames {
            let mut unpacked = Vec::new();
            if let Ok(decoder) = zstd::Decoder::new(&bytes[at..]) {
                // What follows may be no frame: what came before it counts.
                let _ = std::io::copy(&mut decoder.single_frame(), &mut unpacked);
            }
            contents.push(unpacked);
        }
        contents.push(bytes);
    }
    contents
}

#[test]
fn masked_numbers_are_in_no_file() {
    let count = 60;
    let room = room_with(count);
    let built = room.build(&room.path("in"), &["--personal", "mask"]);
    assert_eq!(
        built.json()["personal_numbers"],
        json!({"identity_card": count}),
        "{built:?}"
    );
    let files = contents(&room.data());
    let holds = |digits: &str| {
        files.iter().any(|file| {
            file.windows(digits.len())
                .any(|bytes| bytes == digits.as_bytes())
        })
    };
    assert!(
        holds("救助公示名单"),
        "texts can be seen in the files, so numbers could be"
    );
    for n in 0..count {
        let number = identity_card(n);
        // The day of birth and what follows would say who it is.
        for part in [spelled(&number, n), number.clone(), number[8..].to_owned()] {
            assert!(!holds(&part), "{n}");
        }
        let found = room
            .run("search", &[&format!("\"{number}\""), "--json"])
            .json();
        assert_eq!(found["total"]["value"], json!(0));
    }
}

#[test]
fn numbers_are_reported_or_held_back_as_asked() {
    let room = room_with(6);
    let reported = room.build(&room.path("in"), &[]);
    assert_eq!(reported.code, Some(0), "{reported:?}");
    let lines = fs::read_to_string(room.data().join("personal-numbers.jsonl")).expect("a report");
    assert_eq!(lines.lines().count(), 6);
    assert!(
        !lines.contains(&identity_card(0)),
        "the report does not say the number"
    );

    let held = Room::new();
    let built = held.build(&room.path("in"), &["--personal", "quarantine"]);
    assert_eq!(built.code, Some(2), "nothing is left to publish: {built:?}");
    let reasons: Vec<_> = held
        .quarantine()
        .iter()
        .map(|line| line["reason"].clone())
        .collect();
    assert_eq!(reasons, vec![json!("personal_numbers"); 6]);
}
