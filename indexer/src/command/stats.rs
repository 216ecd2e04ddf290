//! `stats`: what the index holds.

use std::sync::Arc;

use tongcha::search::SearchStatistics;
use tongcha::{Day, Searcher, Tokenizer};

use super::arguments::StatsArguments;
use super::terminal::{grouped, megabytes};
use super::{Ending, terminal};

/// Values of a facet shown to people; `--json` has them all.
const VALUES_MAX: usize = 10;

pub(super) fn run(arguments: &StatsArguments) -> anyhow::Result<Ending> {
    let searcher = Searcher::open(&arguments.data.directory(), Arc::new(Tokenizer::new()))?;
    let statistics = searcher.statistics(arguments.as_of.unwrap_or_else(Day::today))?;
    if arguments.json {
        terminal::print_json(&statistics)?;
    } else {
        terminal::print(&terminal::printable(&described(&statistics)))?;
    }
    Ok(Ending::Well)
}

fn described(statistics: &SearchStatistics) -> String {
    let mut text = format!(
        "generation  {}, published {}\ndocuments   {}\narticles    {}\ntext        {}\n",
        statistics.generation,
        statistics.published,
        grouped(statistics.documents),
        grouped(statistics.articles),
        megabytes(statistics.text_bytes),
    );
    for (name, values) in statistics
        .facets
        .iter()
        .filter(|(_, values)| !values.is_empty())
    {
        text.push_str(&format!("\n{name}"));
        if name == "status" {
            text.push_str(&format!(" at {}", statistics.as_of));
        }
        text.push('\n');
        for value in values.iter().take(VALUES_MAX) {
            text.push_str(&format!("{:>10}  {}\n", grouped(value.count), value.label));
        }
        if values.len() > VALUES_MAX {
            text.push_str(&format!(
                "            and {} more\n",
                values.len() - VALUES_MAX
            ));
        }
    }
    text
}
