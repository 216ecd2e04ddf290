//! Starting: open the index, listen, follow new generations; and ending in good order.

use std::io;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle};
use actix_web::{App, HttpServer, middleware, rt, web};
use tongcha::engine::GenerationError;
use tongcha::{DataDirectory, Searcher, Tokenizer};

use crate::config::Config;
use crate::delivery::deliver;
use crate::edge::edge;
use crate::page::convert;
use crate::routes;
use crate::state::State;

/// How long a client may take to send the head of a request.
const CLIENT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long an idle connection is kept.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// How long requests that have begun may take to end when the server stops.
const STOP_SECONDS: u64 = 10;
/// Connections that one network thread holds at most.
const CONNECTIONS_MAX: usize = 4_096;

/// A server at work.
pub struct Running {
    address: SocketAddr,
    handle: ServerHandle,
    network: JoinHandle<()>,
    /// Dropped, it ends the thread that follows generations.
    _refresh: Sender<()>,
    #[cfg(test)]
    state: web::Data<State>,
}

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// There is no index, or it cannot be used; the message says what to do.
    #[error(transparent)]
    Index(#[from] GenerationError),
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {reason}")]
    Listen {
        /// The address, as given.
        address: String,
        /// Why, and what to change.
        reason: String,
    },
    /// The system gives no threads.
    #[error("no thread could be started: {0}")]
    Thread(#[from] io::Error),
}

/// Opens the index and begins to answer. The server runs on threads of its own until it is stopped, or until the
/// process is asked to end (`SIGTERM`, `SIGINT`): requests that have begun then end first.
///
/// # Errors
/// When the index cannot be opened or the address cannot be listened on.
pub fn start(config: Config, tokenizer: Arc<Tokenizer>) -> Result<Running, StartError> {
    let listener = listen(&config.listen)?;
    let address = listener.local_addr()?;
    let searcher = Searcher::open(&DataDirectory::new(&config.data), tokenizer)?;
    let state = web::Data::new(State::new(config, searcher)?);
    let stop_refresh = follow_generations(&state)?;

    let (ready, is_ready) = channel();
    let shared = state.clone();
    let network = thread::Builder::new()
        .name("network".to_owned())
        .spawn(move || {
            rt::System::new().block_on(async move {
                match serve(listener, shared) {
                    Ok(server) => {
                        // The asker waits for this one message.
                        let _ = ready.send(Ok(server.handle()));
                        if let Err(error) = server.await {
                            tracing::error!(%error, "the server ended");
                        }
                    }
                    Err(error) => drop(ready.send(Err(error))),
                }
            });
        })?;
    let handle = is_ready
        .recv()
        .map_err(|_| io::Error::other("the network thread ended"))??;
    tracing::info!(%address, generation = state.searcher.generation(), "listening");
    Ok(Running {
        address,
        handle,
        network,
        _refresh: stop_refresh,
        #[cfg(test)]
        state,
    })
}

impl Running {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Waits until it ends.
    pub fn wait(self) {
        // A panic of the network thread is on standard error already.
        let _ = self.network.join();
    }

    /// Ends it: requests that have begun end first.
    pub fn stop(self) {
        // The order is given at once; the future only waits for it to be carried out, and so does `wait`.
        drop(self.handle.stop(true));
        self.wait();
    }
}

fn listen(address: &str) -> Result<TcpListener, StartError> {
    let refuse = |reason: String| StartError::Listen {
        address: address.to_owned(),
        reason,
    };
    let mut places = address
        .to_socket_addrs()
        .map_err(|error| refuse(format!("{error}; write it as 127.0.0.1:8080")))?;
    let place = places
        .next()
        .ok_or_else(|| refuse("the name has no address".to_owned()))?;
    TcpListener::bind(place).map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => {
            refuse("another program listens there; name another port with --listen".to_owned())
        }
        io::ErrorKind::PermissionDenied => {
            refuse("this user may not; name a port above 1023 with --listen".to_owned())
        }
        _ => refuse(error.to_string()),
    })
}

fn serve(listener: TcpListener, state: web::Data<State>) -> io::Result<Server> {
    let workers = state.config.workers;
    let server = HttpServer::new(move || {
        App::new()
            .app_data(state.clone())
            .wrap(middleware::from_fn(convert))
            .wrap(middleware::from_fn(deliver))
            // The last one is the outermost.
            .wrap(middleware::from_fn(edge))
            .configure(routes::configure)
    });
    let server = server
        .workers(workers)
        .client_request_timeout(CLIENT_TIMEOUT)
        .keep_alive(KEEP_ALIVE)
        .max_connections(CONNECTIONS_MAX)
        .shutdown_timeout(STOP_SECONDS)
        .listen(listener)?;
    Ok(server.run())
}

/// Looks for a new generation now and then, on a thread of its own: opening one takes a while.
fn follow_generations(state: &web::Data<State>) -> io::Result<Sender<()>> {
    let (stop, stopped) = channel::<()>();
    let state = state.clone();
    let follow = move || {
        if let Err(error) = state.count_index() {
            tracing::error!(%error, "the index could not be counted");
        }
        let mut complaint = None;
        while stopped.recv_timeout(state.config.refresh) == Err(RecvTimeoutError::Timeout) {
            match state.searcher.refresh() {
                Ok(moved) => {
                    complaint = None;
                    if moved {
                        state.cache.clear();
                        tracing::info!(
                            generation = state.searcher.generation(),
                            "moved to a new generation"
                        );
                        if let Err(error) = state.count_index() {
                            tracing::error!(%error, "the index could not be counted");
                        }
                    }
                }
                Err(error) => complain(&state, &mut complaint, &error),
            }
        }
    };
    thread::Builder::new()
        .name("generations".to_owned())
        .spawn(follow)?;
    Ok(stop)
}

/// Logs that a generation cannot be opened, once for each reason: it is tried again every second.
fn complain(state: &State, last: &mut Option<String>, error: &GenerationError) {
    let complaint = error.to_string();
    if last.as_ref() != Some(&complaint) {
        state.metrics.refresh_failures.add_one();
        tracing::error!(%error, "the new generation cannot be opened; the one before goes on answering");
        *last = Some(complaint);
    }
}

#[cfg(test)]
mod tests;
