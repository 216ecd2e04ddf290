//! Filters and facet counts over the columns of a segment.
//!
//! A facet counts with all filters but its own, so that choosing one value does not hide the others. Each filter
//! is a bit of [`Failing`]; a document counts for a facet when no other bit is set.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use super::answer::FacetCount;
use super::columns::{Columns, Vocabulary};
use super::schema::Fields;
use super::segment::{Ordinal, SegmentView};
use crate::document::{Day, Kind, KindClass, Status};
use crate::query::{self, FacetField, Filters};

/// The filters that a document does not pass, as a bit set.
pub(super) type Failing = u16;

const FAILS_COLLECTION: Failing = 1;
const FAILS_KIND: Failing = 1 << 1;
const FAILS_AUTHORITY: Failing = 1 << 2;
const FAILS_REGION: Failing = 1 << 3;
const FAILS_THEME: Failing = 1 << 4;
const FAILS_STATUS: Failing = 1 << 5;
const FAILS_YEAR: Failing = 1 << 6;
/// Number and dates, which have no facet.
const FAILS_OTHER: Failing = 1 << 7;

/// Values shown of one facet.
const VALUES_MAX: usize = 100;

/// The filters of a plan, made ready for one segment.
pub(super) struct SegmentFilters<'a> {
    filters: &'a Filters,
    as_of: Day,
    collection: Option<Vec<bool>>,
    authority: Option<Vec<bool>>,
    region: Option<Vec<bool>>,
    theme: Option<Vec<bool>>,
    number: Option<Vec<Ordinal>>,
}

impl<'a> SegmentFilters<'a> {
    pub(super) fn new(
        filters: &'a Filters,
        as_of: Day,
        view: &SegmentView,
        fields: &Fields,
    ) -> tantivy::Result<Self> {
        let columns = &view.columns;
        let number = match &filters.number {
            None => None,
            Some(number) => {
                let mut ordinals = Vec::new();
                for key in query::number_keys(number) {
                    ordinals.extend(view.documents_with(fields.number_key, &key)?);
                }
                ordinals.sort_unstable();
                Some(ordinals)
            }
        };
        Ok(Self {
            filters,
            as_of,
            collection: chosen(&columns.collection, &filters.collection),
            authority: chosen(&columns.authority, &filters.authority),
            region: chosen(&columns.region, &filters.region),
            theme: chosen(&columns.theme, &filters.theme),
            number,
        })
    }

    /// Which filters a document fails.
    pub(super) fn failing(&self, columns: &Columns, ordinal: Ordinal) -> Failing {
        let filters = self.filters;
        let mut failing = 0;
        let mut fail = |passes: bool, bit: Failing| failing |= if passes { 0 } else { bit };
        let has = |vocabulary: &Vocabulary, chosen: &Option<Vec<bool>>| {
            chosen.as_ref().is_none_or(|chosen| {
                vocabulary
                    .places(ordinal)
                    .iter()
                    .any(|&at| chosen[at as usize])
            })
        };
        fail(has(&columns.collection, &self.collection), FAILS_COLLECTION);
        fail(has(&columns.authority, &self.authority), FAILS_AUTHORITY);
        fail(has(&columns.region, &self.region), FAILS_REGION);
        fail(has(&columns.theme, &self.theme), FAILS_THEME);
        if !filters.kind.is_empty() {
            fail(filters.kind.contains(&columns.kind(ordinal)), FAILS_KIND);
        }
        if !filters.status.is_empty() {
            fail(
                filters
                    .status
                    .contains(&columns.status(ordinal, self.as_of)),
                FAILS_STATUS,
            );
        }
        if !filters.year.is_empty() {
            fail(
                columns
                    .year(ordinal)
                    .is_some_and(|year| filters.year.contains(&year)),
                FAILS_YEAR,
            );
        }
        if !filters.issued.is_open() {
            fail(filters.issued.admits(columns.issued(ordinal)), FAILS_OTHER);
        }
        if !filters.effective.is_open() {
            fail(
                filters.effective.admits(columns.effective(ordinal)),
                FAILS_OTHER,
            );
        }
        if let Some(number) = &self.number {
            fail(number.binary_search(&ordinal).is_ok(), FAILS_OTHER);
        }
        failing
    }
}

/// For each value of a vocabulary whether it was chosen; `None` when nothing is filtered.
fn chosen(vocabulary: &Vocabulary, wanted: &[String]) -> Option<Vec<bool>> {
    (!wanted.is_empty()).then(|| {
        vocabulary
            .values
            .iter()
            .map(|value| wanted.contains(value))
            .collect()
    })
}

/// Counts of one search, over all segments. Values are those of the columns: thousands are counted, a hundred shown.
#[derive(Default)]
pub(super) struct Counter<'a> {
    asked: Vec<FacetField>,
    values: BTreeMap<FacetField, Values<'a>>,
    collections: BTreeMap<String, u64>,
    classes: BTreeMap<KindClass, u64>,
    of_any_kind: u64,
}

/// What was counted.
pub(super) struct Counted {
    /// The values of each facet that are listed, with their counts.
    pub facets: BTreeMap<FacetField, Vec<FacetCount>>,
    /// How many values each facet has.
    pub facet_sizes: BTreeMap<FacetField, u64>,
    /// Counts by collection, with all filters but that of collections.
    pub collections: BTreeMap<String, u64>,
    /// Counts by class, with all filters but that of sorts.
    pub classes: BTreeMap<KindClass, u64>,
    /// The count with all filters but that of sorts.
    pub total_of_any_kind: u64,
}

/// Counts within one segment, by place in the vocabulary.
pub(super) struct SegmentCounter<'a> {
    columns: &'a Columns,
    as_of: Day,
    asked: Vec<FacetField>,
    collection: Vec<u64>,
    of_any_kind: u64,
    authority: Vec<u64>,
    region: Vec<u64>,
    theme: Vec<u64>,
    /// By place in [`KindClass::ALL`], [`Kind::ALL`], [`Status::ALL`] and [`Columns::years`].
    class: [u64; KindClass::ALL.len()],
    kind: [u64; Kind::ALL.len()],
    status: [u64; Status::ALL.len()],
    year: Vec<u64>,
}

impl<'a> Counter<'a> {
    pub(super) fn new(asked: &[FacetField]) -> Self {
        Self {
            asked: asked.to_vec(),
            // Every asked facet is answered, if only with nothing.
            values: asked
                .iter()
                .map(|facet| (*facet, Values::default()))
                .collect(),
            ..Self::default()
        }
    }

    pub(super) fn segment(&self, columns: &'a Columns, as_of: Day) -> SegmentCounter<'a> {
        let zeros = |vocabulary: &Vocabulary| vec![0; vocabulary.values.len()];
        SegmentCounter {
            columns,
            as_of,
            asked: self.asked.clone(),
            collection: zeros(&columns.collection),
            of_any_kind: 0,
            authority: zeros(&columns.authority),
            region: zeros(&columns.region),
            theme: zeros(&columns.theme),
            class: [0; KindClass::ALL.len()],
            kind: [0; Kind::ALL.len()],
            status: [0; Status::ALL.len()],
            year: vec![0; columns.years.len()],
        }
    }

    pub(super) fn add(&mut self, segment: SegmentCounter<'a>) {
        let columns = segment.columns;
        for (value, count) in counted(&columns.collection.values, &segment.collection) {
            *self.collections.entry(value.clone()).or_default() += count;
        }
        for (class, count) in counted(&KindClass::ALL, &segment.class) {
            *self.classes.entry(*class).or_default() += count;
        }
        self.of_any_kind += segment.of_any_kind;
        for facet in &self.asked {
            let counts = self.values.entry(*facet).or_default();
            let counts = counts.part();
            let mut add = |value: Cow<'a, str>, count| counts.push((value, count));
            let mut add_all = |vocabulary: &'a Vocabulary, counts: &[u64]| {
                counted(&vocabulary.values, counts)
                    .for_each(|(value, count)| add(Cow::Borrowed(value), count));
            };
            match facet {
                FacetField::Authority => add_all(&columns.authority, &segment.authority),
                FacetField::Region => add_all(&columns.region, &segment.region),
                FacetField::Theme => add_all(&columns.theme, &segment.theme),
                FacetField::Kind => counted(&Kind::ALL, &segment.kind)
                    .for_each(|(kind, count)| add(Cow::Borrowed(kind.as_str()), count)),
                FacetField::Status => counted(&Status::ALL, &segment.status)
                    .for_each(|(status, count)| add(Cow::Borrowed(status.as_str()), count)),
                FacetField::Year => counted(&columns.years, &segment.year)
                    .for_each(|(year, count)| add(Cow::Owned(year.to_string()), count)),
            }
        }
    }

    /// Counts a work once for each value that one of its documents has, where that passes all filters but the facet's
    /// own: what choosing the value would show.
    pub(super) fn count_once(
        &mut self,
        members: impl Iterator<Item = (&'a Columns, Ordinal, Failing)> + Clone,
        as_of: Day,
    ) {
        let passing = |but: Failing| {
            let members = members.clone();
            members.filter(move |(_, _, failing)| failing & !but == 0)
        };
        let values =
            |vocabulary: fn(&Columns) -> &Vocabulary, but: Failing| -> BTreeSet<Cow<'a, str>> {
                let of = passing(but).flat_map(|(columns, ordinal, _)| {
                    let vocabulary = vocabulary(columns);
                    vocabulary
                        .places(ordinal)
                        .iter()
                        .map(|at| Cow::Borrowed(vocabulary.values[*at as usize].as_str()))
                });
                of.collect()
            };
        for collection in values(|columns| &columns.collection, FAILS_COLLECTION) {
            *self.collections.entry(collection.into_owned()).or_default() += 1;
        }
        let classes: BTreeSet<KindClass> = passing(FAILS_KIND)
            .map(|(columns, ordinal, _)| columns.kind(ordinal).class())
            .collect();
        self.of_any_kind += u64::from(!classes.is_empty());
        for class in classes {
            *self.classes.entry(class).or_default() += 1;
        }
        for facet in &self.asked {
            let values: BTreeSet<Cow<'a, str>> = match facet {
                FacetField::Authority => values(|columns| &columns.authority, FAILS_AUTHORITY),
                FacetField::Region => values(|columns| &columns.region, FAILS_REGION),
                FacetField::Theme => values(|columns| &columns.theme, FAILS_THEME),
                FacetField::Kind => passing(FAILS_KIND)
                    .map(|(columns, ordinal, _)| Cow::Borrowed(columns.kind(ordinal).as_str()))
                    .collect(),
                FacetField::Status => passing(FAILS_STATUS)
                    .map(|(columns, ordinal, _)| {
                        Cow::Borrowed(columns.status(ordinal, as_of).as_str())
                    })
                    .collect(),
                FacetField::Year => passing(FAILS_YEAR)
                    .filter_map(|(columns, ordinal, _)| {
                        Some(Cow::Owned(columns.year(ordinal)?.to_string()))
                    })
                    .collect(),
            };
            let counts = self.values.entry(*facet).or_default();
            counts
                .part()
                .extend(values.into_iter().map(|value| (value, 1)));
        }
    }

    /// The largest counts first; years the newest first.
    pub(super) fn finish(self) -> Counted {
        let values = self.values.into_iter();
        let values: Vec<_> = values
            .map(|(facet, counts)| (facet, counts.joined()))
            .collect();
        let sizes = values.iter();
        let facet_sizes = sizes.map(|(facet, counts)| (*facet, counts.len() as u64));
        let facet_sizes = facet_sizes.collect();
        let facets = values
            .into_iter()
            .map(|(facet, mut counts)| {
                match facet {
                    FacetField::Year => keep_first(&mut counts, |a, b| b.0.cmp(&a.0)),
                    _ => keep_first(&mut counts, |a, b| {
                        b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0))
                    }),
                }
                let counts = counts.into_iter().map(|(value, count)| FacetCount {
                    value: value.into_owned(),
                    count,
                });
                (facet, counts.collect())
            })
            .collect();
        Counted {
            facets,
            facet_sizes,
            collections: self.collections,
            classes: self.classes,
            total_of_any_kind: self.of_any_kind,
        }
    }
}

/// Values with their counts, in parts: within one no value stands twice, so that those of a single segment, which most
/// generations have, need not be looked up.
#[derive(Default)]
struct Values<'a> {
    counts: Vec<(Cow<'a, str>, u64)>,
    parts: usize,
}

impl<'a> Values<'a> {
    /// Where a further part is added.
    fn part(&mut self) -> &mut Vec<(Cow<'a, str>, u64)> {
        self.parts += 1;
        &mut self.counts
    }

    /// Every value once.
    fn joined(self) -> Vec<(Cow<'a, str>, u64)> {
        if self.parts < 2 {
            return self.counts;
        }
        let mut joined = HashMap::new();
        for (value, count) in self.counts {
            *joined.entry(value).or_default() += count;
        }
        joined.into_iter().collect()
    }
}

/// Keeps the first [`VALUES_MAX`] in an order: of thousands only they are put in it.
fn keep_first<T>(values: &mut Vec<T>, mut order: impl FnMut(&T, &T) -> Ordering) {
    if values.len() > VALUES_MAX {
        values.select_nth_unstable_by(VALUES_MAX, &mut order);
        values.truncate(VALUES_MAX);
    }
    values.sort_unstable_by(order);
}

/// The values that occur, with their counts.
fn counted<'v, T>(values: &'v [T], counts: &[u64]) -> impl Iterator<Item = (&'v T, u64)> {
    let counts = values.iter().zip(counts.iter().copied());
    counts.filter(|(_, count)| *count > 0)
}

/// Adds one at the places whose bits are set.
fn add_bits(counts: &mut [u64], mut bits: u32) {
    while bits != 0 {
        counts[bits.trailing_zeros() as usize] += 1;
        bits &= bits - 1;
    }
}

/// The place in [`KindClass::ALL`] of the class of each of [`Kind::ALL`].
static CLASSES: LazyLock<[u8; Kind::ALL.len()]> = LazyLock::new(|| {
    Kind::ALL.map(|kind| {
        let place = KindClass::ALL
            .iter()
            .position(|class| *class == kind.class());
        // Every sort has a class.
        place.unwrap_or(0) as u8
    })
});

impl SegmentCounter<'_> {
    /// Adds the counts of other documents of the same segment.
    pub(super) fn join(&mut self, other: &Self) {
        let add = |counts: &mut [u64], others: &[u64]| {
            for (count, other) in counts.iter_mut().zip(others) {
                *count += other;
            }
        };
        add(&mut self.collection, &other.collection);
        add(&mut self.authority, &other.authority);
        add(&mut self.region, &other.region);
        add(&mut self.theme, &other.theme);
        add(&mut self.class, &other.class);
        add(&mut self.kind, &other.kind);
        add(&mut self.status, &other.status);
        add(&mut self.year, &other.year);
        self.of_any_kind += other.of_any_kind;
    }

    /// Counts a matching document (`count` is 1) or its matching articles.
    pub(super) fn count(&mut self, ordinal: Ordinal, failing: Failing, count: u64) {
        let columns = self.columns;
        let add = |vocabulary: &Vocabulary, counts: &mut [u64]| {
            for &at in vocabulary.places(ordinal) {
                counts[at as usize] += count;
            }
        };
        if failing & !FAILS_COLLECTION == 0 {
            add(&columns.collection, &mut self.collection);
        }
        if failing & !FAILS_KIND == 0 {
            self.class[usize::from(CLASSES[columns.kind_place(ordinal)])] += count;
            self.of_any_kind += count;
        }
        for facet in &self.asked {
            match facet {
                FacetField::Kind if failing & !FAILS_KIND == 0 => {
                    self.kind[columns.kind_place(ordinal)] += count;
                }
                FacetField::Authority if failing & !FAILS_AUTHORITY == 0 => {
                    add(&columns.authority, &mut self.authority);
                }
                FacetField::Region if failing & !FAILS_REGION == 0 => {
                    add(&columns.region, &mut self.region)
                }
                FacetField::Theme if failing & !FAILS_THEME == 0 => {
                    add(&columns.theme, &mut self.theme)
                }
                FacetField::Status if failing & !FAILS_STATUS == 0 => {
                    self.status[columns.status_place(ordinal, self.as_of)] += count;
                }
                FacetField::Year if failing & !FAILS_YEAR == 0 => {
                    if let Some(year) = columns.year_place(ordinal) {
                        self.year[year] += count;
                    }
                }
                _ => {}
            }
        }
    }

    /// [`Counter::count_once`] for documents of this segment: most works have all of theirs in one. Values are told apart
    /// by their places, which costs a twentieth of comparing them.
    pub(super) fn count_once(&mut self, members: impl Iterator<Item = (Ordinal, Failing)> + Clone) {
        let columns = self.columns;
        let as_of = self.as_of;
        let passing = |but: Failing| {
            let members = members.clone();
            let passes = move |(_, failing): &(Ordinal, Failing)| failing & !but == 0;
            members.filter(passes).map(|(ordinal, _)| ordinal)
        };
        let mut places: Vec<u32> = Vec::new();
        let mut add = |vocabulary: &Vocabulary, counts: &mut [u64], but: Failing| {
            places.clear();
            for ordinal in passing(but) {
                places.extend_from_slice(vocabulary.places(ordinal));
            }
            places.sort_unstable();
            places.dedup();
            for at in &places {
                counts[*at as usize] += 1;
            }
        };
        add(&columns.collection, &mut self.collection, FAILS_COLLECTION);
        let kinds = passing(FAILS_KIND).fold(0_u32, |bits, ordinal| {
            bits | 1 << columns.kind_place(ordinal)
        });
        let classes = passing(FAILS_KIND).fold(0_u32, |bits, ordinal| {
            bits | 1 << CLASSES[columns.kind_place(ordinal)]
        });
        add_bits(&mut self.class, classes);
        self.of_any_kind += u64::from(kinds != 0);
        for facet in &self.asked {
            match facet {
                FacetField::Authority => {
                    add(&columns.authority, &mut self.authority, FAILS_AUTHORITY);
                }
                FacetField::Region => add(&columns.region, &mut self.region, FAILS_REGION),
                FacetField::Theme => add(&columns.theme, &mut self.theme, FAILS_THEME),
                FacetField::Kind => add_bits(&mut self.kind, kinds),
                FacetField::Status => {
                    let statuses = passing(FAILS_STATUS).fold(0_u32, |bits, ordinal| {
                        bits | 1 << columns.status_place(ordinal, as_of)
                    });
                    add_bits(&mut self.status, statuses);
                }
                FacetField::Year => {
                    let years = passing(FAILS_YEAR).filter_map(|one| columns.year_place(one));
                    let mut years: Vec<usize> = years.collect();
                    years.sort_unstable();
                    years.dedup();
                    for year in years {
                        self.year[year] += 1;
                    }
                }
            }
        }
    }
}
