//! The table, as Markdown.

use std::fmt::Write;

use super::figures::Figures;

const MB: f64 = 1e6;

/// The table of one commit on one corpus.
pub fn markdown(figures: &Figures) -> String {
    let mut rows = vec![
        ("machine", machine(figures)),
        ("commit", figures.commit.clone()),
        ("corpus", figures.corpus.clone()),
        (
            "documents, articles, text",
            format!(
                "{}, {}, {:.1} MB",
                figures.documents,
                figures.articles,
                figures.text_bytes as f64 / MB
            ),
        ),
    ];
    if let Some(build) = figures.build {
        let text = figures.text_bytes as f64 / MB;
        rows.push((
            "build",
            format!(
                "{:.1} s, {:.1} MB/s; {:.1} s of processor time, {:.1} MB/s",
                build.wall_seconds,
                text / build.wall_seconds,
                build.user_seconds,
                text / build.user_seconds
            ),
        ));
        rows.push(("build, peak memory", megabytes(build.peak_bytes)));
    }
    let text = figures.text_bytes.max(1) as f64;
    let of_text = |bytes: u64| {
        format!(
            "{:.1} MB, {:.3} of the text",
            bytes as f64 / MB,
            bytes as f64 / text
        )
    };
    rows.push(("index", of_text(figures.index_bytes())));
    let parts: Vec<(String, String)> = figures
        .parts
        .iter()
        .map(|part| (format!("index: {}", part.name), of_text(part.bytes)))
        .collect();
    rows.extend(
        parts
            .iter()
            .map(|(name, value)| (name.as_str(), value.clone())),
    );
    rows.push((
        "cold start to first answer",
        format!("{:.0} ms", figures.cold_start_ms),
    ));
    rows.push((
        "server after one answer, anonymous memory",
        megabytes(figures.idle_anonymous_bytes),
    ));
    rows.push((
        "server after all questions, anonymous memory; peak with mapped files",
        format!(
            "{}; {}",
            megabytes(figures.serving_anonymous_bytes),
            megabytes(figures.serving_peak_bytes)
        ),
    ));

    let mut out = String::from("| | |\n| --- | --- |\n");
    for (name, value) in rows {
        line(&mut out, &[name, &value]);
    }
    out.push_str(
        "\n| one asker, over loopback | requests | p50 ms | p99 ms | mean processor ms |\n| --- | --: | --: | --: | --: |\n",
    );
    for row in &figures.rows {
        line(
            &mut out,
            &[
                &row.name,
                &row.requests.to_string(),
                &ms(row.p50_ms),
                &ms(row.p99_ms),
                &ms(row.processor_ms),
            ],
        );
    }
    if !figures.loads.is_empty() {
        out.push_str("\n| many askers | connections | a second | p50 ms | p99 ms | mean processor ms |\n| --- | --: | --: | --: | --: | --: |\n");
        for load in &figures.loads {
            let rate = format!("{:.0}", load.per_second);
            line(
                &mut out,
                &[
                    &load.name,
                    &load.connections.to_string(),
                    &rate,
                    &ms(load.p50_ms),
                    &ms(load.p99_ms),
                    &ms(load.processor_ms),
                ],
            );
        }
    }
    out
}

fn machine(figures: &Figures) -> String {
    let machine = &figures.machine;
    let busy = match machine.load_before > machine.processors as f64 / 2.0 {
        true => " (busy with other work)",
        false => "",
    };
    format!(
        "{}, {} processors, {:.0} GB; load {:.1} before{busy}",
        machine.processor,
        machine.processors,
        machine.memory_bytes as f64 / 1e9,
        machine.load_before
    )
}

fn megabytes(bytes: u64) -> String {
    format!("{:.0} MB", bytes as f64 / MB)
}

fn ms(time: f64) -> String {
    format!("{time:.2}")
}

fn line(out: &mut String, cells: &[&str]) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "| {} |", cells.join(" | "));
}
