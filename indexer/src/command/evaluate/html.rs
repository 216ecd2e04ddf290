//! The result as a page of its own: one file without scripts and without anything from elsewhere.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use tongcha::evaluate::{Failure, Figures, FoundInstead, Relevant};
use tongcha::search::escape_html;

use super::Evaluation;

/// Nothing is loaded, also when a question holds something that would be.
const HEAD: &str = "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>通查检索评测</title>\n<style>\n\
body{font:16px/1.6 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}\n\
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #ccc;padding:.3rem .6rem;text-align:left;\
vertical-align:top}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}\n\
small{color:#555}.missed{color:#a00}div.scroll{overflow-x:auto}\n</style>\n</head>\n<body>\n<main>\n";

/// The page.
pub(super) fn page(evaluation: &Evaluation<'_>) -> String {
    let report = evaluation.report;
    let mut page = String::from(HEAD);
    page.push_str("<h1>检索评测</h1>\n");
    line(
        &mut page,
        format_args!(
            "<p>索引版本 {}，按 {} 的时效计算，共 {} 个问题。</p>",
            escape_html(&evaluation.generation),
            evaluation.as_of,
            report.overall.questions
        ),
    );
    page.push_str(
        "<div class=\"scroll\"><table>\n<thead><tr><th>类别</th><th class=\"n\">问题数</th>\
         <th class=\"n\">首条命中</th><th class=\"n\">前三命中</th><th class=\"n\">首页命中</th>\
         <th class=\"n\">MRR@10</th><th class=\"n\">nDCG@10</th><th class=\"n\">召回@10</th>\
         <th class=\"n\">召回@100</th></tr></thead>\n<tbody>\n",
    );
    for (name, figures) in report.rows() {
        figures_row(&mut page, name, figures);
    }
    page.push_str("</tbody></table></div>\n");
    if let Some(latency) = report.latency {
        line(
            &mut page,
            format_args!(
                "<p>首页用时：中位数 {:.2} 毫秒，99% 在 {:.2} 毫秒以内，最长 {:.2} 毫秒。</p>",
                latency.p50_ms, latency.p99_ms, latency.max_ms
            ),
        );
    }
    missed(&mut page, evaluation);
    failures(&mut page, &report.failures);
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn line(page: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a String does not fail.
    let _ = writeln!(page, "{text}");
}

fn figures_row(page: &mut String, name: &str, of: &Figures) {
    let deep = of
        .recall_at_100
        .map_or("–".to_owned(), |recall| format!("{recall:.3}"));
    let name = if name == "all" { "全部" } else { name };
    line(
        page,
        format_args!(
            "<tr><th scope=\"row\">{}</th><td class=\"n\">{}</td><td class=\"n\">{:.3}</td><td class=\"n\">{:.3}</td>\
             <td class=\"n\">{:.3}</td><td class=\"n\">{:.3}</td><td class=\"n\">{:.3}</td><td class=\"n\">{:.3}</td>\
             <td class=\"n\">{deep}</td></tr>",
            escape_html(name),
            of.questions,
            of.success_at_1,
            of.success_at_3,
            of.success_at_10,
            of.mrr_at_10,
            of.ndcg_at_10,
            of.recall_at_10,
        ),
    );
}

fn missed(page: &mut String, evaluation: &Evaluation<'_>) {
    if evaluation.missed_floors.is_empty() {
        return;
    }
    page.push_str("<h2>未达到的下限</h2>\n<ul class=\"missed\">\n");
    for floor in evaluation.missed_floors {
        let reached = floor
            .reached
            .map_or("没有这一类问题".to_owned(), |reached| {
                format!("{reached:.4}")
            });
        line(
            page,
            format_args!(
                "<li>{} {}：{reached}，下限 {}</li>",
                escape_html(&floor.kind),
                floor.figure,
                floor.floor
            ),
        );
    }
    page.push_str("</ul>\n");
}

fn failures(page: &mut String, failures: &[Failure]) {
    let mut kinds: BTreeMap<&str, Vec<&Failure>> = BTreeMap::new();
    for failure in failures {
        kinds.entry(&failure.kind).or_default().push(failure);
    }
    if kinds.is_empty() {
        page.push_str("<p>每个问题的答案都在首页。</p>\n");
    }
    for (kind, failures) in kinds {
        line(
            page,
            format_args!(
                "<h2>首页没有答案：{}（{}）</h2>",
                escape_html(kind),
                failures.len()
            ),
        );
        page.push_str(
            "<div class=\"scroll\"><table>\n<thead><tr><th>问题</th><th>应当找到</th><th>实际找到</th></tr></thead>\n<tbody>\n",
        );
        for failure in failures {
            let place = failure.place.map_or(String::new(), |place| {
                format!("<br><small>排在第 {place} 位</small>")
            });
            line(
                page,
                format_args!(
                    "<tr><td>{}<br><small>{}</small></td><td>{}{place}</td><td>{}</td></tr>",
                    escape_html(&failure.query),
                    escape_html(&failure.qid),
                    joined(failure.wanted.iter().map(wanted)),
                    joined(failure.found.iter().map(found)),
                ),
            );
        }
        page.push_str("</tbody></table></div>\n");
    }
}

fn wanted(relevant: &Relevant) -> String {
    let article = relevant.article.as_deref().unwrap_or_default();
    format!("{} {}", escape_html(&relevant.doc), escape_html(article))
}

fn found(hit: &FoundInstead) -> String {
    let article = hit.article.as_deref().unwrap_or_default();
    format!(
        "{} {} <small>{}</small>",
        escape_html(&hit.title),
        escape_html(article),
        escape_html(&hit.id)
    )
}

fn joined(lines: impl Iterator<Item = String>) -> String {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        "<small>没有结果</small>".to_owned()
    } else {
        lines.join("<br>")
    }
}
