//! The answers of search interfaces as they came: which fields the ready mappings find.

use super::super::real_data;
use super::*;

#[test]
#[allow(clippy::print_stderr)]
fn ready_mappings_read_what_search_interfaces_answer() {
    let Some(folder) = real_data::path("formats/api_json") else {
        return;
    };
    let mut answers = 0;
    for entry in std::fs::read_dir(folder).expect("listed") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let rows = read_json(
            &std::fs::read(&path).expect("read"),
            None,
            &Limits::default(),
        );
        answers += 1;
        if name.ends_with("error.json") {
            assert_eq!(
                rows.map_err(|fault| fault.reason).err(),
                Some(Reason::EmptyFile),
                "{name}"
            );
            continue;
        }
        let rows = rows.expect("read");
        let manuscripts: Vec<_> = rows
            .iter()
            .map(|(_, reading)| reading.as_ref().expect("read"))
            .collect();
        let share = |field: &str| {
            let has = manuscripts
                .iter()
                .filter(|m| m.fields.iter().any(|f| f.name == field))
                .count();
            has * 100 / manuscripts.len()
        };
        let fields = [
            "title",
            "number",
            "authority",
            "published",
            "index_number",
            "url",
        ];
        let shares: Vec<String> = fields
            .iter()
            .map(|field| format!("{field} {} %", share(field)))
            .collect();
        let texts = manuscripts.iter().filter(|m| !m.blocks.is_empty()).count();
        eprintln!(
            "{name}: {} records, {texts} with text, {}",
            manuscripts.len(),
            shares.join(", ")
        );
        assert!(manuscripts.len() >= 10, "{name}");
        assert_eq!(
            (share("title"), share("published"), share("url")),
            (100, 100, 100),
            "{name}"
        );
        // One site shows results as HTML that names a source instead of an organ.
        assert!(share("authority") >= 80 || share("source") == 100, "{name}");
    }
    assert!(answers >= 11, "{answers} answers");
}
