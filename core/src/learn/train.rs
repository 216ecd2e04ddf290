//! Makes lessons, and measures what they are worth.

use std::collections::HashSet;

use super::boost::{BoostOptions, Group, boost};
use super::material::Material;
use super::vectors::{Example, Grounds, Library};
use crate::engine::Candidate;
use crate::evaluate::{Asked, EvaluateOptions, Question, ask};
use crate::learned::{
    FEATURES, Forest, Lessons, PairVectors, Ranking, Recollection, TextVectors, Translations,
};
use crate::search::{SearchError, Searcher};

/// How lessons are made.
#[derive(Debug, Clone, Copy)]
pub struct LearnOptions {
    /// Into how many folds the questions are parted: each is asked of what was learned from the others.
    pub folds: usize,
    /// Whether articles are remembered. Without, only what the words are worth is learned.
    pub memory: bool,
    /// Every so many questions one is learned as if nobody had asked for any of its answers before.
    pub new_each: usize,
    /// How the forest is grown.
    pub boost: BoostOptions,
}

impl Default for LearnOptions {
    fn default() -> Self {
        Self {
            folds: 5,
            memory: true,
            new_each: 2,
            boost: BoostOptions::default(),
        }
    }
}

/// What was learned.
#[derive(Debug)]
pub struct Learned {
    /// The lessons.
    pub lessons: Lessons,
    /// How many questions taught something.
    pub questions: usize,
    /// How many did not: they ask for no article, or none that the generation holds.
    pub left_out: usize,
}

/// Told how many questions of how many are done.
pub type Progress<'a> = &'a mut dyn FnMut(usize, usize);

/// Learns from answered questions. `sources` names them in the lessons.
///
/// # Errors
/// When a search fails.
pub fn learn(
    searcher: &Searcher,
    questions: &[Question],
    sources: &[String],
    options: &LearnOptions,
    progress: Progress<'_>,
) -> Result<Learned, SearchError> {
    let material = material_of(searcher, questions, options)?;
    let all: Vec<usize> = (0..material.questions.len()).collect();
    let (library, examples) = reading_of(searcher, &material)?;
    let pupil = Pupil::new(searcher, &material, options, &library, &examples);
    let mut lessons = pupil.lessons(&all, progress)?;
    lessons.sources = sources.to_vec();
    Ok(Learned {
        lessons,
        questions: all.len(),
        left_out: material.left_out,
    })
}

/// Asks every question of what was learned from the other folds. Each says whether one of its answers occurs among
/// the questions that were learned from. Questions that cannot teach anything are asked of the first fold's lessons.
///
/// # Errors
/// When a search fails.
pub fn cross_validate(
    searcher: &Searcher,
    questions: &[Question],
    options: &LearnOptions,
    evaluate: &EvaluateOptions,
    progress: Progress<'_>,
) -> Result<Vec<Asked>, SearchError> {
    let material = material_of(searcher, questions, options)?;
    let (library, examples) = reading_of(searcher, &material)?;
    let pupil = Pupil::new(searcher, &material, options, &library, &examples);
    let place_of = |question: &Question| {
        let mut known = material.questions.iter();
        known.position(|known| known == question)
    };
    let places: Vec<Option<usize>> = questions.iter().map(place_of).collect();
    let mut asked = Vec::with_capacity(questions.len());
    let all = questions.len() * options.folds;
    for fold in 0..options.folds {
        let others: Vec<usize> = (0..material.questions.len())
            .filter(|&place| material.folds[place] != fold)
            .collect();
        let done = fold * questions.len();
        let lessons = pupil.lessons(&others, &mut |some, _| progress(done + some, all))?;
        let taught = searcher.with_lessons(Some(&lessons))?;
        for (question, place) in questions.iter().zip(&places) {
            if place.map_or(0, |place| material.folds[place]) != fold {
                continue;
            }
            let mut answer = ask(&taught, question, evaluate)?;
            let seen = |other: &usize| {
                let its = &material.questions[*other].relevant;
                question
                    .relevant
                    .iter()
                    .any(|relevant| its.contains(relevant))
            };
            answer.seen = Some(others.iter().any(seen));
            asked.push(answer);
        }
    }
    Ok(asked)
}

fn material_of(
    searcher: &Searcher,
    questions: &[Question],
    options: &LearnOptions,
) -> Result<Material, SearchError> {
    let engine = searcher.engine();
    let tokenizer = searcher.tokenizer();
    Ok(Material::new(
        questions,
        engine.as_ref(),
        tokenizer,
        options.folds,
    )?)
}

/// Candidates by words alone that the answers of a question are compared with, to learn what it is about.
const FOUND_MAX: usize = 100;

/// The texts that vectors are learned from, and the questions as they teach them.
fn reading_of(
    searcher: &Searcher,
    material: &Material,
) -> Result<(Library, Vec<Example>), SearchError> {
    let engine = searcher.engine();
    let unlearned = Ranking::new(&Lessons::default(), TextVectors::default(), engine.as_ref())?;
    let mut found = Vec::with_capacity(material.questions.len());
    for question in &material.questions {
        let nothing = Recollection::default();
        let (articles, _) = searcher.question_rows(&question.query, &unlearned, nothing)?;
        let address = |candidate: &Candidate| Some((candidate.segment, candidate.article?));
        let addresses = articles.iter().filter_map(address).take(FOUND_MAX);
        found.push(addresses.collect::<Vec<_>>());
    }
    let wanted: HashSet<(u32, u32)> = found
        .iter()
        .chain(&material.addresses)
        .flatten()
        .copied()
        .collect();
    let library = Library::read(&engine, &wanted)?;
    let questions = material.questions.iter().zip(&material.addresses);
    let examples = questions
        .zip(found)
        .map(|((question, answers), found)| Example {
            question: library.pairs_of(&question.query),
            answers: answers.clone(),
            found,
        });
    let examples = examples.collect();
    Ok((library, examples))
}

/// Who learns.
struct Pupil<'a> {
    searcher: &'a Searcher,
    material: &'a Material,
    options: &'a LearnOptions,
    grounds: Grounds<'a>,
    examples: &'a [Example],
}

/// What some questions teach, without those of one fold.
struct Taught {
    translations: Translations,
    vectors: TextVectors,
}

impl<'a> Pupil<'a> {
    fn new(
        searcher: &'a Searcher,
        material: &'a Material,
        options: &'a LearnOptions,
        library: &'a Library,
        examples: &'a [Example],
    ) -> Self {
        Self {
            searcher,
            material,
            options,
            grounds: Grounds::of(library),
            examples,
        }
    }

    /// The lessons of some of the questions.
    fn lessons(&self, questions: &[usize], progress: Progress<'_>) -> Result<Lessons, SearchError> {
        let remembered = match self.options.memory {
            true => questions,
            false => &[],
        };
        let mut lessons = Lessons {
            format: Lessons::FORMAT,
            sources: Vec::new(),
            questions: remembered
                .iter()
                .map(|&place| self.material.answered[place].clone())
                .collect(),
            translations: self.translations(questions, None),
            forest: Forest::default(),
            vectors: self.vectors(questions, None),
        };
        let engine = self.searcher.engine();
        let ranking = Ranking::new(&lessons, TextVectors::default(), engine.as_ref())?;
        let tables = self.tables(questions)?;
        let mut groups = Vec::with_capacity(questions.len());
        for (done, &place) in questions.iter().enumerate() {
            progress(done, questions.len());
            groups.push(self.group(place, remembered, &ranking, &tables)?);
        }
        lessons.forest = boost(&FEATURES, &groups, &self.options.boost);
        Ok(lessons)
    }

    /// For each fold, what the questions of the others teach.
    fn tables(&self, questions: &[usize]) -> Result<Vec<Taught>, SearchError> {
        let folds = 0..self.options.folds;
        let vectors = folds
            .clone()
            .map(|fold| self.vectors(questions, Some(fold)));
        let vectors = self.searcher.engine().text_vectors(vectors.collect())?;
        let taught = folds.zip(vectors).map(|(fold, vectors)| Taught {
            translations: self.translations(questions, Some(fold)),
            vectors,
        });
        Ok(taught.collect())
    }

    /// The vectors that some of the questions teach, without those of a fold.
    fn vectors(&self, questions: &[usize], without: Option<usize>) -> PairVectors {
        let taught = self.but(questions, without);
        self.grounds
            .taught(taught.map(|place| &self.examples[place]))
    }

    /// Some of the questions, without those of a fold.
    fn but<'q>(
        &self,
        questions: &'q [usize],
        without: Option<usize>,
    ) -> impl Iterator<Item = usize> + Clone + use<'q, 'a> {
        let folds = &self.material.folds;
        questions
            .iter()
            .copied()
            .filter(move |place| Some(folds[*place]) != without)
    }

    /// The translations that some of the questions show, without those of a fold.
    fn translations(&self, questions: &[usize], without: Option<usize>) -> Translations {
        let material = self.material;
        let taught = self
            .but(questions, without)
            .map(|place| &material.pairs[place]);
        Translations::learn(taught, |word| material.weight(word))
    }

    /// The candidates of a question, as if neither it nor one nearly the same had been asked before.
    fn group(
        &self,
        place: usize,
        remembered: &[usize],
        ranking: &Ranking,
        tables: &[Taught],
    ) -> Result<Group, SearchError> {
        let material = self.material;
        let own = material.groups[place];
        // So that what nobody has asked about is not buried, some questions are taken for the first about their matter.
        let is_new = place.is_multiple_of(self.options.new_each.max(1));
        let forget = |question: usize| {
            let other = remembered[question];
            material.groups[other] == own || (is_new && material.shares_answer(place, other))
        };
        let taught = &tables[material.folds[place]];
        let query = &material.questions[place].query;
        let tokenizer = self.searcher.tokenizer();
        let recollection = ranking.recollect_but(
            query,
            tokenizer,
            &taught.translations,
            &taught.vectors,
            forget,
        );
        let (articles, rows) = self.searcher.question_rows(query, ranking, recollection)?;
        let right = articles.iter().map(|candidate| {
            let address = candidate.article.map(|entry| (candidate.segment, entry));
            address.is_some_and(|address| material.addresses[place].contains(&address))
        });
        Ok(Group {
            right: right.collect(),
            rows,
        })
    }
}
