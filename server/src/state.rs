//! What every request shares: the searcher, the pool, the counters, the settings.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tongcha::search::{ListKind, ListRequest, ListResponse, SearchError, SearchStatistics};
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
    news: Daily<Vec<ListResponse>>,
}

/// How much later than the deadline an answer may come before its asker is sent away: what core cannot interrupt.
const GRACE: Duration = Duration::from_millis(250);

/// The lists of the first page.
const NEWS: [ListKind; 4] = [
    ListKind::NewlyPublished,
    ListKind::NewlyInForce,
    ListKind::ComingIntoForce,
    ListKind::Expiring,
];
/// Items of a list on the first page.
const NEWS_ITEMS_MAX: usize = 5;

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
    pub async fn news(&self) -> Result<Arc<Vec<ListResponse>>, Problem> {
        let today = Day::today();
        if let Some(known) = self.news.get(&self.searcher.generation(), today) {
            return Ok(known);
        }
        let lists = self
            .ask(move |searcher, _| {
                let list = |kind| {
                    searcher.list(&ListRequest {
                        as_of: today,
                        limit: NEWS_ITEMS_MAX,
                        ..ListRequest::new(kind)
                    })
                };
                NEWS.into_iter().map(list).collect::<Result<Vec<_>, _>>()
            })
            .await?;
        let lists = Arc::new(lists);
        // Made while a new generation came, they are kept only if all are of one.
        if let Some(first) = lists.first()
            && lists.iter().all(|list| list.generation == first.generation)
        {
            self.news
                .put(first.generation.clone(), today, Arc::clone(&lists));
        }
        Ok(lists)
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
