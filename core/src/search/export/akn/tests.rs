//! The export of small documents.

use expect_test::{Expect, expect};
use serde_json::{Value, json};

use crate::document::{Day, Record, read_record};
use crate::engine::StoredDocument;
use crate::search::DocumentRecord;
use crate::search::record::Siblings;
use crate::structure;

fn record(json: Value) -> DocumentRecord {
    let Value::Object(object) = json else {
        panic!("a record is an object: {json}");
    };
    let record = Record::from_object(object);
    let text = record.text.clone();
    let (document, _) = read_record(record).expect("a document");
    let stored = StoredDocument {
        document,
        structure: structure::parse(&text),
        text,
        digest: String::new(),
    };
    let siblings = Siblings {
        version_ids: Vec::new(),
        parts: Vec::new(),
    };
    let day = Day::new(2026, 1, 1).expect("a day");
    DocumentRecord::new(&stored, siblings, Vec::new(), day)
}

/// What comes behind the metadata.
fn check_text(text: &str, expected: Expect) {
    let xml = record(json!({"id": "1", "title": "云溪省养犬条例", "text": text})).to_akn();
    let (_, body) = xml.split_once("</preface>\n").expect("a preface");
    expected.assert_eq(body);
}

#[test]
fn a_small_regulation() {
    let xml = record(json!({
        "id": "dogs", "title": "云溪省养犬条例", "number": "云溪省人民代表大会常务委员会公告第3号",
        "kind": "地方性法规", "authority": "云溪省人民代表大会常务委员会",
        "published": "2019-01-20", "effective": "2019-03-01",
        "history": ["2019年1月18日云溪省第十三届人民代表大会常务委员会第九次会议通过"],
        "text": "第一章 总则\n第一条 为了规范养犬，制定本条例。\n",
    }))
    .to_akn();
    expect![[r##"
        <?xml version="1.0" encoding="UTF-8"?>
        <akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
          <act name="provincial_regulation" contains="singleVersion">
            <meta>
              <identification source="#tongcha">
                <FRBRWork>
                  <FRBRthis value="/akn/cn/act/2019/w-96c312efd5490837/!main"/>
                  <FRBRuri value="/akn/cn/act/2019/w-96c312efd5490837"/>
                  <FRBRdate date="2019-01-18" name="made"/>
                  <FRBRauthor href="#organ_1"/>
                  <FRBRcountry value="cn"/>
                  <FRBRsubtype value="provincial_regulation"/>
                  <FRBRnumber value="云溪省人民代表大会常务委员会公告第3号"/>
                  <FRBRname value="云溪省养犬条例"/>
                </FRBRWork>
                <FRBRExpression>
                  <FRBRthis value="/akn/cn/act/2019/w-96c312efd5490837/zho@2019-03-01/!main"/>
                  <FRBRuri value="/akn/cn/act/2019/w-96c312efd5490837/zho@2019-03-01"/>
                  <FRBRdate date="2019-03-01" name="version"/>
                  <FRBRauthor href="#organ_1"/>
                  <FRBRlanguage language="zho"/>
                </FRBRExpression>
                <FRBRManifestation>
                  <FRBRthis value="/akn/cn/act/2019/w-96c312efd5490837/zho@2019-03-01/!main.xml"/>
                  <FRBRuri value="/akn/cn/act/2019/w-96c312efd5490837/zho@2019-03-01.xml"/>
                  <FRBRdate date="2026-01-01" name="asOf"/>
                  <FRBRauthor href="#tongcha"/>
                  <FRBRformat value="application/akn+xml"/>
                </FRBRManifestation>
              </identification>
              <publication date="2019-01-20" name="issued" showAs="公布"/>
              <lifecycle source="#tongcha">
                <eventRef eId="event_1" date="2019-01-18" source="#original" refersTo="#concept_made" type="generation"/>
                <eventRef eId="event_2" date="2019-03-01" source="#original" refersTo="#concept_effective"/>
              </lifecycle>
              <references source="#tongcha">
                <original eId="original" href="/akn/cn/act/2019/w-96c312efd5490837" showAs="云溪省养犬条例"/>
                <TLCOrganization eId="tongcha" href="/akn/ontology/organization/cn/tongcha" showAs="通查"/>
                <TLCOrganization eId="organ_1" href="/akn/ontology/organization/cn/%E4%BA%91%E6%BA%AA%E7%9C%81%E4%BA%BA%E6%B0%91%E4%BB%A3%E8%A1%A8%E5%A4%A7%E4%BC%9A%E5%B8%B8%E5%8A%A1%E5%A7%94%E5%91%98%E4%BC%9A" showAs="云溪省人民代表大会常务委员会"/>
                <TLCConcept eId="concept_effective" href="/akn/ontology/concept/cn/effective" showAs="施行"/>
                <TLCConcept eId="concept_made" href="/akn/ontology/concept/cn/made" showAs="制定"/>
              </references>
            </meta>
            <preface eId="preface">
              <longTitle eId="preface__title">
                <p><docTitle>云溪省养犬条例</docTitle></p>
              </longTitle>
              <p><docNumber>云溪省人民代表大会常务委员会公告第3号</docNumber></p>
              <p class="history">2019年1月18日云溪省第十三届人民代表大会常务委员会第九次会议通过</p>
            </preface>
            <body eId="body">
              <chapter eId="chp_1">
                <num>第一章</num>
                <heading>总则</heading>
                <article eId="art_1">
                  <num>第一条</num>
                  <paragraph eId="art_1__para_1">
                    <content>
                      <p>为了规范养犬，制定本条例。</p>
                    </content>
                  </paragraph>
                </article>
              </chapter>
            </body>
          </act>
        </akomaNtoso>
    "##]].assert_eq(&xml);
}

#[test]
fn divisions_articles_and_components() {
    check_text(
        "为了执行上级规定，公布如下。\n第一编 通则\n第一章 总则\n第一节 目的\n\
         第一条 【目的】有下列情形之一的：\n（一）甲：\n1.子；\n2.丑。\n（二）乙。\n前款另有规定的除外。\n\
         第一条之一 增加。\n第二章 附则\n第二条 施行。\n附件\n表格一\n",
        expect![[r##"
                <preamble eId="preamble">
                  <p>为了执行上级规定，公布如下。</p>
                </preamble>
                <body eId="body">
                  <part eId="part_1">
                    <num>第一编</num>
                    <heading>通则</heading>
                    <chapter eId="part_1__chp_1">
                      <num>第一章</num>
                      <heading>总则</heading>
                      <section eId="part_1__chp_1__sec_1">
                        <num>第一节</num>
                        <heading>目的</heading>
                        <article eId="art_1">
                          <num>第一条</num>
                          <heading>目的</heading>
                          <paragraph eId="art_1__para_1">
                            <intro>
                              <p>有下列情形之一的：</p>
                            </intro>
                            <point eId="art_1__para_1__item_1">
                              <num>（一）</num>
                              <intro>
                                <p>甲：</p>
                              </intro>
                              <level eId="art_1__para_1__item_1__sub_1">
                                <num>1.</num>
                                <content>
                                  <p>子；</p>
                                </content>
                              </level>
                              <level eId="art_1__para_1__item_1__sub_2">
                                <num>2.</num>
                                <content>
                                  <p>丑。</p>
                                </content>
                              </level>
                            </point>
                            <point eId="art_1__para_1__item_2">
                              <num>（二）</num>
                              <content>
                                <p>乙。</p>
                              </content>
                            </point>
                          </paragraph>
                          <paragraph eId="art_1__para_2">
                            <content>
                              <p>前款另有规定的除外。</p>
                            </content>
                          </paragraph>
                        </article>
                        <article eId="art_1-1">
                          <num>第一条之一</num>
                          <paragraph eId="art_1-1__para_1">
                            <content>
                              <p>增加。</p>
                            </content>
                          </paragraph>
                        </article>
                      </section>
                    </chapter>
                    <chapter eId="part_1__chp_2">
                      <num>第二章</num>
                      <heading>附则</heading>
                      <article eId="art_2">
                        <num>第二条</num>
                        <paragraph eId="art_2__para_1">
                          <content>
                            <p>施行。</p>
                          </content>
                        </paragraph>
                      </article>
                    </chapter>
                  </part>
                </body>
                <attachments>
                  <attachment eId="att">
                    <num>附件</num>
                    <heading>表格一</heading>
                    <doc name="attachment" contains="singleVersion">
                      <meta>
                        <identification source="#tongcha">
                          <FRBRWork>
                            <FRBRthis value="/akn/cn/act/nd/w-96c312efd5490837/!att"/>
                            <FRBRuri value="/akn/cn/act/nd/w-96c312efd5490837"/>
                            <FRBRdate date="0001-01-01" name="unknown"/>
                            <FRBRauthor href="#organ_unknown"/>
                            <FRBRcountry value="cn"/>
                            <FRBRsubtype value="provincial_regulation"/>
                            <FRBRname value="云溪省养犬条例"/>
                          </FRBRWork>
                          <FRBRExpression>
                            <FRBRthis value="/akn/cn/act/nd/w-96c312efd5490837/zho@/!att"/>
                            <FRBRuri value="/akn/cn/act/nd/w-96c312efd5490837/zho@"/>
                            <FRBRdate date="0001-01-01" name="unknown"/>
                            <FRBRauthor href="#organ_unknown"/>
                            <FRBRlanguage language="zho"/>
                          </FRBRExpression>
                          <FRBRManifestation>
                            <FRBRthis value="/akn/cn/act/nd/w-96c312efd5490837/zho@/!att.xml"/>
                            <FRBRuri value="/akn/cn/act/nd/w-96c312efd5490837/zho@.xml"/>
                            <FRBRdate date="2026-01-01" name="asOf"/>
                            <FRBRauthor href="#tongcha"/>
                            <FRBRformat value="application/akn+xml"/>
                          </FRBRManifestation>
                        </identification>
                      </meta>
                      <mainBody eId="att__body">
                        <hcontainer name="text" eId="att__body__empty">
                        </hcontainer>
                      </mainBody>
                    </doc>
                  </attachment>
                </attachments>
              </act>
            </akomaNtoso>
        "##]],
    );
}

/// The heading of an article on a line of its own, with items right below it or with a sentence that begins by citing
/// an article.
#[test]
fn a_heading_of_its_own_line_is_written_once() {
    check_text(
        "第一条 申请的条件\n（一）甲；\n（二）乙。\n第二条 受理的机关\n第一条规定的申请由县级人民政府受理。\n\
         第三条 办理的时限\n五日内办结。\n",
        expect![[r#"
                <body eId="body">
                  <article eId="art_1">
                    <num>第一条</num>
                    <heading>申请的条件</heading>
                    <point eId="art_1__item_1">
                      <num>（一）</num>
                      <content>
                        <p>甲；</p>
                      </content>
                    </point>
                    <point eId="art_1__item_2">
                      <num>（二）</num>
                      <content>
                        <p>乙。</p>
                      </content>
                    </point>
                  </article>
                  <article eId="art_2">
                    <num>第二条</num>
                    <heading>受理的机关</heading>
                    <paragraph eId="art_2__para_1">
                      <content>
                        <p>第一条规定的申请由县级人民政府受理。</p>
                      </content>
                    </paragraph>
                  </article>
                  <article eId="art_3">
                    <num>第三条</num>
                    <heading>办理的时限</heading>
                    <paragraph eId="art_3__para_1">
                      <content>
                        <p>五日内办结。</p>
                      </content>
                    </paragraph>
                  </article>
                </body>
              </act>
            </akomaNtoso>
        "#]],
    );
}

#[test]
fn numbered_sections_without_articles() {
    check_text(
        "各县人民政府：\n一、加强管理\n认真落实。\n（一）明确责任。各负其责。\n二、严格执法。\n特此通知。\n",
        expect![[r#"
                <body eId="body">
                  <hcontainer eId="p1" name="text">
                    <content>
                      <p>各县人民政府：</p>
                    </content>
                  </hcontainer>
                  <hcontainer eId="s1" name="section">
                    <num>一、</num>
                    <heading>加强管理</heading>
                    <content>
                      <p>认真落实。</p>
                      <p>（一）明确责任。各负其责。</p>
                    </content>
                  </hcontainer>
                  <hcontainer eId="s2" name="section">
                    <num>二、</num>
                    <content>
                      <p>严格执法。</p>
                      <p>特此通知。</p>
                    </content>
                  </hcontainer>
                </body>
              </act>
            </akomaNtoso>
        "#]],
    );
}

#[test]
fn an_empty_text_has_a_body() {
    check_text(
        "",
        expect![[r#"
            <body eId="body">
              <hcontainer name="text" eId="body__empty">
              </hcontainer>
            </body>
          </act>
        </akomaNtoso>
    "#]],
    );
}

#[test]
fn repeated_articles_have_identifiers_of_their_own() {
    let xml = record(json!({
        "id": "1", "title": "规定", "text": "第一条 甲。\n第二条 乙。\n第二条 丙。\n第三条 丁。\n",
    }))
    .to_akn();
    let mut eids: Vec<&str> = xml
        .split("eId=\"")
        .skip(1)
        .filter_map(|piece| piece.split('"').next())
        .collect();
    let count = eids.len();
    eids.sort_unstable();
    eids.dedup();
    assert_eq!(eids.len(), count);
    assert!(eids.contains(&"art_2.2__para_1"), "{eids:?}");
}

#[test]
fn a_hostile_title_stays_text() {
    let mut hostile = record(json!({"id": "1", "title": "规定", "text": "第一条 甲。\n"}));
    hostile.title = "</docTitle>]]>&\"\u{0}\u{1b}\u{fffe}".to_owned();
    hostile.authority = vec!["\" onload=\"x".to_owned()];
    hostile.work_id = "../a b?#%".to_owned();
    let xml = hostile.to_akn();
    assert!(xml.contains("<docTitle>&lt;/docTitle&gt;]]&gt;&amp;&quot;</docTitle>"));
    assert!(xml.contains("showAs=\"&quot; onload=&quot;x\""));
    assert!(xml.contains("/akn/cn/doc/nd/..%2Fa%20b%3F%23%25"));
}
