//! Learning from answered questions, over the samples: from the questions to the page.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;
use tongcha::evaluate::{
    EvaluateOptions, Figures, Question, QuestionLevel, Report, evaluate, read_questions,
};
use tongcha::index::{reindex, teach};
use tongcha::learn::{LearnOptions, cross_validate, learn};
use tongcha::learned::Lessons;
use tongcha::query::{Filters, Level};
use tongcha::{DataDirectory, SearchRequest, Searcher, Tokenizer, WriterOptions};
use tongcha_indexer::{BuildOptions, build};

struct School {
    data: DataDirectory,
    tokenizer: Arc<Tokenizer>,
    folder: TempDir,
}

/// As operators learn, with fewer folds.
fn options() -> LearnOptions {
    LearnOptions {
        folds: 3,
        ..LearnOptions::default()
    }
}

impl School {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let tokenizer = Arc::new(Tokenizer::new());
        let school = Self {
            data: DataDirectory::new(folder.path()),
            tokenizer,
            folder,
        };
        school.build();
        school
    }

    fn build(&self) {
        let samples = tongcha_tests::root().join("corpus-samples");
        let options = BuildOptions::new([samples], self.folder.path());
        build(&options, &self.tokenizer, &mut ()).expect("a build");
    }

    fn searcher(&self) -> Searcher {
        Searcher::open(&self.data, Arc::clone(&self.tokenizer)).expect("opened")
    }

    fn teach(&self, questions: &[Question]) -> Lessons {
        let sources = ["questions.jsonl".to_owned()];
        let learned = learn(
            &self.searcher(),
            questions,
            &sources,
            &options(),
            &mut |_, _| {},
        )
        .expect("learned");
        assert_eq!(learned.questions, questions.len());
        let options = WriterOptions::default();
        teach(&self.data, &self.tokenizer, options, &learned.lessons).expect("published");
        learned.lessons
    }

    fn lessons_of_manifest(&self) -> Option<(Vec<String>, u64)> {
        let current = self.data.current().expect("a generation");
        let manifest = self.data.manifest(&current).expect("a manifest");
        let lessons = manifest.lessons?;
        Some((lessons.sources, lessons.questions))
    }
}

/// The questions of the samples that are answered by articles.
fn questions() -> Vec<Question> {
    let path: &Path = &tongcha_tests::root().join("corpus-samples/questions.jsonl");
    let file = BufReader::new(File::open(path).expect("the questions"));
    let mut questions = read_questions(file).expect("questions");
    questions.retain(|question| {
        question.level == QuestionLevel::Article && question.kind == "layperson"
    });
    questions
}

fn success(searcher: &Searcher, questions: &[Question]) -> Report {
    evaluate(searcher, questions, &EvaluateOptions::default()).expect("every question is answered")
}

#[test]
fn lessons_are_part_of_a_generation_and_stay_through_updates_and_rebuilds() {
    let school = School::new();
    let questions = questions();
    assert!(questions.len() > 50, "{}", questions.len());
    assert_eq!(school.lessons_of_manifest(), None);
    let before = success(&school.searcher(), &questions).overall;
    let untaught = school.searcher().generation();
    school.teach(&questions);
    let said = Some((vec!["questions.jsonl".to_owned()], questions.len() as u64));
    assert_eq!(school.lessons_of_manifest(), said);
    assert_ne!(school.searcher().generation(), untaught);
    let after = success(&school.searcher(), &questions).overall;
    // Asked again, much of what answered a question and was not found by its words is found.
    let missing = |figures: &Figures| 1.0 - figures.recall_at_100.expect("asked deep");
    assert!(
        missing(&after) < 0.75 * missing(&before),
        "{before:?} {after:?}"
    );
    assert!(
        after.success_at_1 > before.success_at_1 && after.success_at_10 >= before.success_at_10,
        "{before:?} {after:?}"
    );
    // As if nothing had been learned, it is as before.
    let forgotten = school
        .searcher()
        .with_lessons(None)
        .expect("the same index");
    assert_eq!(success(&forgotten, &questions).overall, before);

    school.build();
    assert_eq!(
        school.lessons_of_manifest(),
        said,
        "an update without changes"
    );
    let options = WriterOptions::default();
    reindex(&school.data, &school.tokenizer, options, |_, _| {}).expect("rebuilt");
    assert_eq!(school.lessons_of_manifest(), said, "a rebuild");
    let rebuilt = success(&school.searcher(), &questions).overall;
    assert!(
        (rebuilt.success_at_10 - after.success_at_10).abs() < 0.01,
        "{rebuilt:?} {after:?}"
    );
}

#[test]
fn cross_validation_asks_every_question_once_and_tells_what_was_seen() {
    let school = School::new();
    let questions = questions();
    let asked = cross_validate(
        &school.searcher(),
        &questions,
        &options(),
        &EvaluateOptions::default(),
        &mut |_, _| {},
    )
    .expect("every question is answered");
    let mut qids: Vec<&str> = asked
        .iter()
        .map(|asked| asked.question.qid.as_str())
        .collect();
    let mut wanted: Vec<&str> = questions
        .iter()
        .map(|question| question.qid.as_str())
        .collect();
    qids.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(qids, wanted);
    assert!(asked.iter().all(|asked| asked.seen.is_some()));
    let report = Report::new(asked);
    let count = |of: Option<Figures>| of.map_or(0, |of| of.questions);
    assert_eq!(count(report.seen) + count(report.unseen), questions.len());
}

#[test]
fn filters_hold_for_what_is_remembered() {
    let school = School::new();
    let questions = questions();
    school.teach(&questions);
    let searcher = school.searcher();
    let question = &questions[0];
    let ask = |filters: Filters, level: Level| {
        let request = SearchRequest {
            filters,
            level,
            ..SearchRequest::new(&question.query)
        };
        searcher.search(&request).expect("answered")
    };
    for level in [Level::Article, Level::Document] {
        let answer = ask(Filters::default(), level);
        let is_answer = |hit: &tongcha::search::Hit| {
            let mut relevant = question.relevant.iter();
            relevant.any(|relevant| relevant.doc == hit.id)
        };
        assert!(answer.hits.iter().any(is_answer), "{level:?}");
        let other = Filters {
            year: vec![1901],
            ..Filters::default()
        };
        let answer = ask(other, level);
        assert!(answer.hits.is_empty());
        assert_eq!(answer.total.value, 0);
    }
}

#[test]
fn syntax_is_never_ranked_by_what_was_learned() {
    let school = School::new();
    let questions = questions();
    let plain = school.searcher();
    school.teach(&questions);
    let taught = school.searcher();
    for q in [
        "\"养犬登记\"",
        "养犬 -登记",
        "标题:养犬",
        "岚江省养犬管理条例第十四条",
    ] {
        let request = SearchRequest {
            level: Level::Article,
            ..SearchRequest::new(q)
        };
        let ids = |searcher: &Searcher| -> Vec<(String, Option<String>)> {
            let hits = searcher.search(&request).expect("answered").hits;
            let name = |hit: tongcha::search::Hit| (hit.id, hit.article.map(|article| article.n));
            hits.into_iter().map(name).collect()
        };
        assert_eq!(ids(&taught), ids(&plain), "{q}");
    }
}

/// A document that is not among the samples.
const NEW: &str = r#"{"id": "new-kiln", "title": "岚江省陶窑管理办法", "kind": "规范性文件", "published": "2024-05-01",
"text": "第一条 为了管理陶窑，制定本办法。\n第二条 陶窑的窑主应当在点火之前申请登记。\n第三条 夜间不得点火。"}"#;

#[test]
fn vectors_follow_the_texts_through_an_update() {
    let school = School::new();
    let questions = questions();
    let lessons = school.teach(&questions);
    assert!(!lessons.vectors.is_empty());
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("new.jsonl");
    std::fs::write(&file, NEW.replace('\n', "")).expect("written");
    let samples = tongcha_tests::root().join("corpus-samples");
    let options = BuildOptions::new([samples, file], school.folder.path());
    build(&options, &school.tokenizer, &mut ()).expect("an update");

    // As it lies in the generation, and made anew from all its texts.
    let held = school.searcher();
    let anew = held.with_lessons(Some(&lessons)).expect("the same index");
    let scores = |searcher: &Searcher, q: &str| -> Vec<(String, Option<String>)> {
        let request = SearchRequest {
            level: Level::Article,
            ..SearchRequest::new(q)
        };
        let hits = searcher.search(&request).expect("answered").hits;
        let name = |hit: tongcha::search::Hit| (hit.id, hit.article.map(|article| article.n));
        hits.into_iter().map(name).collect()
    };
    let asked = questions.iter().map(|question| question.query.as_str());
    for q in asked.chain(["点火之前要不要先去登记"]) {
        assert_eq!(scores(&held, q), scores(&anew, q), "{q}");
    }
    let found = scores(&held, "点火之前要不要先去登记");
    assert!(found.iter().any(|(id, _)| id == "new-kiln"), "{found:?}");
}

#[test]
fn words_of_one_matter_lie_close() {
    let school = School::new();
    let lessons = school.teach(&questions());
    let cosine = |one: &str, other: &str| {
        let (one, other) = (lessons.vectors.vector(one), lessons.vectors.vector(other));
        one.iter()
            .zip(other)
            .map(|(one, other)| one * other)
            .sum::<f32>()
    };
    // No pair of characters is in two of them, and all stand in the samples.
    let near = cosine("养犬", "犬只");
    for other in ["停车", "档案", "消防"] {
        assert!(
            !lessons
                .vectors
                .vector(other)
                .iter()
                .all(|number| *number == 0.0)
        );
        let far = cosine("养犬", other);
        assert!(near > far, "犬只 {near}, {other} {far}");
    }
}
