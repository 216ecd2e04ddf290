use expect_test::{Expect, expect};

use crate::document::{Record, read_record};
use crate::engine::StoredDocument;
use crate::search::export::CitationLines;
use crate::search::record::{DocumentRecord, Siblings};
use crate::structure::parse;

fn stored(record: Record) -> StoredDocument {
    let text = record.text.clone();
    let (document, _) = read_record(record).expect("a document");
    StoredDocument {
        document,
        structure: parse(&text),
        text,
        digest: String::new(),
    }
}

fn rule() -> Record {
    Record {
        id: "r1".into(),
        title: "岚江省停车场管理办法".into(),
        kind: Some("地方政府规章".into()),
        number: Some("岚江省人民政府令第201号".into()),
        authority: Some("岚江省人民政府".into()),
        published: Some("2022-10-25".into()),
        effective: Some("2023-01-01".into()),
        text: "第一章　总则\n第一条　甲。\n第二条　乙<i>“丙”&丁\u{7}。\n".into(),
        ..Record::default()
    }
}

pub(super) fn document(record: Record) -> DocumentRecord {
    let siblings = Siblings {
        version_ids: Vec::new(),
        parts: Vec::new(),
    };
    DocumentRecord::new(
        &stored(record),
        siblings,
        Vec::new(),
        "2026-11-23".parse().expect("a day"),
    )
}

fn check_citation(record: Record, article: Option<&str>, expected: Expect) {
    let lines = CitationLines::new(
        &stored(record).document,
        article,
        "2026-11-23".parse().expect("a day"),
    );
    expected.assert_eq(&format!("{}\n{}\n", lines.official, lines.academic));
}

#[test]
fn documents_are_cited_as_officials_and_as_papers_do() {
    check_citation(
        rule(),
        None,
        expect![[r#"
        《岚江省停车场管理办法》（岚江省人民政府令第201号）
        岚江省人民政府. 岚江省停车场管理办法: 岚江省人民政府令第201号[Z]. (2022-10-25).
    "#]],
    );
    check_citation(
        rule(),
        Some("第二条"),
        expect![[r#"
        《岚江省停车场管理办法》第二条
        岚江省人民政府. 岚江省停车场管理办法第二条: 岚江省人民政府令第201号[Z]. (2022-10-25).
    "#]],
    );
    let law = Record {
        title: "中华人民共和国公司法".into(),
        kind: Some("法律".into()),
        number: Some("主席令第15号".into()),
        ..Record::default()
    };
    check_citation(
        law,
        None,
        expect![[r#"
        《中华人民共和国公司法》
        中华人民共和国主席. 中华人民共和国公司法: 主席令第15号[Z].
    "#]],
    );
    let notice = Record {
        title: "岚江省人民政府办公厅关于印发《办法》的通知".into(),
        number: Some("岚府办发〔2026〕21号".into()),
        url: Some("https://example.org/1".into()),
        ..Record::default()
    };
    check_citation(
        notice,
        None,
        expect![[r#"
        《岚江省人民政府办公厅关于印发〈办法〉的通知》（岚府办发〔2026〕21号）
        岚江省人民政府办公厅. 岚江省人民政府办公厅关于印发《办法》的通知: 岚府办发〔2026〕21号[Z/OL]. [2026-11-23]. https://example.org/1.
    "#]],
    );
}

#[test]
fn a_page_holds_no_markup_of_the_text() {
    let html = document(rule()).to_html();
    assert!(html.contains("<section id=\"art-2\">"), "{html}");
    assert!(html.contains("乙&lt;i&gt;“丙”&amp;丁。"), "{html}");
    assert!(!html.contains("<script") && !html.contains('\u{7}'));
}

#[test]
fn what_is_known_is_said_in_json_ld() {
    let value = document(rule()).to_jsonld(Some("https://example.org/doc/r1"));
    expect![[r#"
        {
          "@context": "https://schema.org",
          "@id": "https://example.org/doc/r1",
          "@type": "Legislation",
          "datePublished": "2022-10-25",
          "exampleOfWork": {
            "@type": "Legislation",
            "identifier": "w-0096df8ebbb8e416"
          },
          "hasPart": [
            {
              "@id": "https://example.org/doc/r1/art/1",
              "@type": "Legislation",
              "legislationIdentifier": "1",
              "name": "第一条"
            },
            {
              "@id": "https://example.org/doc/r1/art/2",
              "@type": "Legislation",
              "legislationIdentifier": "2",
              "name": "第二条"
            }
          ],
          "identifier": "r1",
          "inLanguage": "zh-Hans",
          "legislationDate": "2022-10-25",
          "legislationDateVersion": "2023-01-01",
          "legislationIdentifier": "岚江省人民政府令第201号",
          "legislationLegalForce": "https://schema.org/InForce",
          "legislationPassedBy": [
            {
              "@type": "GovernmentOrganization",
              "name": "岚江省人民政府"
            }
          ],
          "legislationType": "省级政府规章",
          "name": "岚江省停车场管理办法",
          "url": "https://example.org/doc/r1"
        }"#]]
    .assert_eq(&format!("{value:#}"));
}
