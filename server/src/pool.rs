//! Searches run here: own threads behind a bounded queue, so that the threads that talk to the network never wait
//! for a disk, and a burst is refused instead of piling up.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use tokio::sync::oneshot;

type Job = Box<dyn FnOnce() + Send>;

/// Threads that run jobs from a bounded queue. They end when the pool is dropped and its jobs are done.
pub struct Pool {
    queue: SyncSender<Job>,
    waiting: Arc<AtomicUsize>,
    threads: usize,
    capacity: usize,
}

/// Why a job gave no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PoolError {
    /// The queue is full.
    #[error("every worker is busy and the queue is full")]
    Full,
    /// The job panicked; its worker goes on.
    #[error("a job panicked: {0}")]
    Panicked(String),
    /// The pool is gone.
    #[error("the workers are gone")]
    Gone,
}

impl Pool {
    /// Starts `threads` workers, with room for `capacity` jobs that wait.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn new(threads: usize, capacity: usize) -> std::io::Result<Self> {
        let (queue, jobs) = sync_channel::<Job>(capacity);
        let jobs = Arc::new(Mutex::new(jobs));
        let waiting = Arc::new(AtomicUsize::new(0));
        for number in 0..threads {
            let (jobs, waiting) = (Arc::clone(&jobs), Arc::clone(&waiting));
            thread::Builder::new()
                .name(format!("search-{number}"))
                .spawn(move || work(&jobs, &waiting))?;
        }
        Ok(Self {
            queue,
            waiting,
            threads,
            capacity,
        })
    }

    /// Runs a job and gives its answer. A job whose asker went away before it began is not run.
    ///
    /// # Errors
    /// [`PoolError::Full`] at once when there is no room, [`PoolError::Panicked`] with what the job said.
    pub async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PoolError> {
        let (answer, answered) = oneshot::channel();
        let job = move || {
            if !answer.is_closed() {
                let outcome = catch_unwind(AssertUnwindSafe(job));
                // Nobody waits any more: then nobody minds.
                let _ = answer.send(outcome);
            }
        };
        self.waiting.fetch_add(1, Ordering::Relaxed);
        if let Err(refused) = self.queue.try_send(Box::new(job)) {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            return Err(match refused {
                TrySendError::Full(_) => PoolError::Full,
                TrySendError::Disconnected(_) => PoolError::Gone,
            });
        }
        match answered.await {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(panic)) => Err(PoolError::Panicked(panic_message(panic.as_ref()))),
            Err(_) => Err(PoolError::Gone),
        }
    }

    /// Jobs that wait for a worker.
    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Jobs that may wait.
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// Workers.
    pub fn threads(&self) -> usize {
        self.threads
    }
}

fn work(jobs: &Mutex<Receiver<Job>>, waiting: &AtomicUsize) {
    loop {
        // Jobs catch their own panics and run outside of the lock, so it is never poisoned.
        let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = next else {
            return;
        };
        waiting.fetch_sub(1, Ordering::Relaxed);
        job();
    }
}

/// What a panic said.
pub fn panic_message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".to_owned())
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[actix_web::test]
    async fn a_panic_reaches_the_asker_and_spares_the_worker() {
        let pool = Pool::new(1, 4).expect("a thread");
        let outcome = pool.run(|| -> u8 { panic!("broken {}", "job") }).await;
        assert_eq!(outcome, Err(PoolError::Panicked("broken job".to_owned())));
        assert_eq!(pool.run(|| 7).await, Ok(7));
    }

    #[actix_web::test]
    async fn a_full_queue_refuses_at_once() {
        let pool = Arc::new(Pool::new(1, 1).expect("a thread"));
        let (release, held) = channel::<()>();
        let (began, begun) = channel();
        let first = actix_web::rt::spawn({
            let pool = Arc::clone(&pool);
            async move {
                pool.run(move || {
                    let _ = began.send(());
                    let _ = held.recv();
                })
                .await
            }
        });
        actix_web::rt::task::yield_now().await;
        begun.recv().expect("the worker took the first job");
        let second = actix_web::rt::spawn({
            let pool = Arc::clone(&pool);
            async move { pool.run(|| 2).await }
        });
        actix_web::rt::task::yield_now().await;
        assert_eq!(pool.waiting(), 1);
        assert_eq!(pool.run(|| 3).await, Err(PoolError::Full));
        release.send(()).expect("the worker waits");
        assert_eq!(first.await.expect("no panic"), Ok(()));
        assert_eq!(second.await.expect("no panic"), Ok(2));
    }
}
