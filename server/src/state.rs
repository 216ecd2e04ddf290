//! What every request shares: the searcher, the pool, the counters, the settings.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tongcha::search::{
    LIST_DAYS_MAX, LIST_DAYS_USUAL, ListKind, ListRequest, ListResponse, SearchError,
    SearchStatistics,
};
use tongcha::{Day, Searcher};

use crate::config::Config;
use crate::daily::Daily;
use crate::delivery::Cache;
use crate::metrics::{Gauges, Metrics};
use crate::pool::{Pool, PoolError};
use crate::problem::Problem;

/// Shared by all requests of one server.
pub struct State {
    /// Answers questions.
    pub searcher: Arc<Searcher>,
    /// Runs searches.
    pub pool: Pool,
    /// Counts.
    pub metrics: Metrics,
    /// Finished answers.
    pub cache: Cache,
    /// The settings.
    pub config: Config,
    /// The last counts of the index: they change with the generation and the day only.
    statistics: Mutex<Option<Arc<SearchStatistics>>>,
    /// The lists of the first page.
    news: Daily<News>,
}

/// How much later than the deadline an answer may come before its asker is sent away: what core cannot interrupt.
const GRACE: Duration = Duration::from_millis(250);

/// What is new: the beginnings of the lists that go by days.
pub struct News {
    /// The lists, each in the smallest window in which there is something.
    pub lists: Vec<ListResponse>,
    /// The day on which the newest document was published.
    pub newest: Option<Day>,
}

/// Windows of the lists, in days: where nothing turned in one, the next is looked at.
const WINDOWS: [u32; 4] = [30, 90, 365, 1_825];
/// How far ahead the first page looks.
const SOON_DAYS: u32 = 365;
/// Items of a list on the first page.
const NEWS_ITEMS_MAX: usize = 5;

fn read_news(searcher: &Searcher, today: Day) -> Result<News, SearchError> {
    let list = |kind, days, limit| {
        searcher.list(&ListRequest {
            as_of: today,
            days: Some(days),
            limit,
            ..ListRequest::new(kind)
        })
    };
    let widening = |kind: ListKind| {
        let mut windows = WINDOWS.into_iter();
        loop {
            let days = windows.next().unwrap_or(LIST_DAYS_USUAL);
            let found = list(kind, days, NEWS_ITEMS_MAX)?;
            // What is to come soon is news only soon.
            if found.total > 0 || windows.len() == 0 || kind.is_to_come() && days >= SOON_DAYS {
                return Ok(found);
            }
        }
    };
    let newest = list(ListKind::NewlyPublished, LIST_DAYS_MAX, 1)?;
    let kinds = ListKind::ALL.into_iter().filter(|kind| kind.goes_by_days());
    Ok(News {
        lists: kinds.map(widening).collect::<Result<_, SearchError>>()?,
        newest: newest.items.first().and_then(|item| item.day),
    })
}

impl State {
    /// The state of a server with these settings.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn new(config: Config, searcher: Searcher) -> std::io::Result<Self> {
        Ok(Self {
            searcher: Arc::new(searcher),
            pool: Pool::new(config.search_threads, config.queue_max)?,
            metrics: Metrics::default(),
            cache: Cache::new(config.cache_bytes),
            config,
            statistics: Mutex::new(None),
            news: Daily::default(),
        })
    }

    /// Makes one call into core, on the pool. The job is told how much time is left for it.
    ///
    /// # Errors
    /// What core says, or that there is no room, no time, or that the job panicked.
    pub async fn ask<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Searcher, Duration) -> Result<T, SearchError> + Send + 'static,
    ) -> Result<T, Problem> {
        let deadline = self.config.deadline;
        let (begun, searcher) = (Instant::now(), Arc::clone(&self.searcher));
        let answer = self
            .pool
            .run(move || match deadline.checked_sub(begun.elapsed()) {
                None => Err(SearchError::DeadlineExceeded),
                Some(left) => job(&searcher, left),
            });
        match actix_web::rt::time::timeout(deadline + GRACE, answer).await {
            Ok(Ok(answer)) => Ok(answer?),
            Ok(Err(error)) => Err(self.pool_problem(&error)),
            Err(_) => Err(Problem::timed_out()),
        }
    }

    fn pool_problem(&self, error: &PoolError) -> Problem {
        match error {
            PoolError::Full => {
                self.metrics.refused.add_one();
                Problem::overloaded()
            }
            PoolError::Panicked(_) => {
                self.metrics.panics.add_one();
                Problem::internal(error)
            }
            PoolError::Gone => Problem::internal(error),
        }
    }

    /// What is in the index today.
    ///
    /// # Errors
    /// When it has to be counted and that fails.
    pub async fn statistics(&self) -> Result<Arc<SearchStatistics>, Problem> {
        let today = Day::today();
        if let Some(known) = self.known_statistics()
            && known.as_of == today
            && known.generation == self.searcher.generation()
        {
            return Ok(known);
        }
        let counted = Arc::new(
            self.ask(move |searcher, _| searcher.statistics(today))
                .await?,
        );
        *self
            .statistics
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&counted));
        Ok(counted)
    }

    /// What is new today: the lists of the first page, a few items each.
    ///
    /// # Errors
    /// When they have to be made and that fails.
    pub async fn news(&self) -> Result<Arc<News>, Problem> {
        let today = Day::today();
        if let Some(known) = self.news.get(&self.searcher.generation(), today) {
            return Ok(known);
        }
        let news = self
            .ask(move |searcher, _| read_news(searcher, today))
            .await?;
        let news = Arc::new(news);
        // Made while a new generation came, they are kept only if all are of one.
        if let Some(first) = news.lists.first()
            && news
                .lists
                .iter()
                .all(|list| list.generation == first.generation)
        {
            self.news
                .put(first.generation.clone(), today, Arc::clone(&news));
        }
        Ok(news)
    }

    fn known_statistics(&self) -> Option<Arc<SearchStatistics>> {
        self.statistics
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Everything that is counted, for Prometheus.
    ///
    /// Counts of the index are those of the last look: a scrape must not queue behind searches.
    pub fn exposition(&self) -> String {
        let known = self.known_statistics();
        self.metrics.expose(&Gauges {
            queue_length: self.pool.waiting(),
            queue_capacity: self.pool.capacity(),
            workers: self.pool.threads(),
            cache_bytes: self.cache.bytes(),
            generation: self.searcher.generation(),
            documents: known.as_ref().map_or(0, |known| known.documents),
            articles: known.as_ref().map_or(0, |known| known.articles),
        })
    }

    /// Counts the index, so that the first reader and the first scrape need not wait for it.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn count_index(&self) -> Result<(), SearchError> {
        let counted = self.searcher.statistics(Day::today())?;
        *self
            .statistics
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(counted));
        Ok(())
    }
}
