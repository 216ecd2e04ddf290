//! What can only be brought about from inside: a full queue, a panic, a search that takes too long.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::mpsc::channel;
use std::time::Duration;

use actix_web::http::header::CONTENT_SECURITY_POLICY;
use actix_web::{HttpResponse, test as actix_test};
use tempfile::TempDir;
use tongcha::{Indexer, Record, WriterOptions};

use super::*;

fn index() -> (TempDir, Arc<Tokenizer>) {
    let folder = tempfile::tempdir().expect("a folder");
    let tokenizer = Arc::new(Tokenizer::new());
    let data = DataDirectory::new(folder.path());
    let mut indexer =
        Indexer::create(&data, &tokenizer, WriterOptions::default()).expect("an indexer");
    let record = Record {
        id: "a".to_owned(),
        title: "停车办法".to_owned(),
        text: "第一条 停车应当缴费。".to_owned(),
        ..Record::default()
    };
    indexer.add(record, "test").expect("an outcome");
    indexer.publish().expect("a generation");
    (folder, tokenizer)
}

fn config(folder: &TempDir) -> Config {
    Config {
        data: folder.path().to_owned(),
        listen: "127.0.0.1:0".to_owned(),
        workers: 1,
        search_threads: 1,
        queue_max: 1,
        ..Config::default()
    }
}

fn get(address: SocketAddr, target: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("a connection");
    let request = format!("GET {target} HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

#[test]
fn a_full_pool_is_told_with_when_to_come_again() {
    let (folder, tokenizer) = index();
    let server = start(config(&folder), tokenizer).expect("a server");
    let (release, held) = channel::<()>();
    let (began, begun) = channel();
    let holding = run_aside(&server.state, move || {
        let _ = began.send(());
        let _ = held.recv();
    });
    begun.recv().expect("the worker is held");
    let waiting = run_aside(&server.state, || ());
    while server.state.pool.waiting() == 0 {
        thread::yield_now();
    }
    for target in ["/api/v1/search?q=x", "/api/v1/documents/a", "/health/ready"] {
        let answer = get(server.address(), target);
        assert!(answer.starts_with("HTTP/1.1 503"), "{target}: {answer}");
        assert!(
            answer.contains("retry-after: 1\r\n") && answer.contains("\"code\":\"overloaded\""),
            "{answer}"
        );
    }
    assert!(get(server.address(), "/search?q=x").contains("查询的人较多"));
    assert!(get(server.address(), "/health/live").starts_with("HTTP/1.1 200"));
    release.send(()).expect("the worker waits");
    holding.join().expect("no panic");
    waiting.join().expect("no panic");
    assert!(get(server.address(), "/api/v1/search?q=x").starts_with("HTTP/1.1 200"));
    assert!(get(server.address(), "/metrics").contains("tongcha_refused_total 4\n"));
    server.stop();
}

/// Runs a job on the pool from a thread of its own.
fn run_aside(state: &web::Data<State>, job: impl FnOnce() + Send + 'static) -> JoinHandle<()> {
    let state = state.clone();
    thread::spawn(move || {
        let outcome = rt::System::new().block_on(state.pool.run(job));
        assert_eq!(outcome, Ok(()));
    })
}

#[test]
fn a_search_that_takes_too_long_is_given_up() {
    let (folder, tokenizer) = index();
    let config = Config {
        deadline: Duration::ZERO,
        ..config(&folder)
    };
    let server = start(config, tokenizer).expect("a server");
    for target in ["/api/v1/search?q=x", "/api/v1/documents/a"] {
        let answer = get(server.address(), target);
        assert!(
            answer.starts_with("HTTP/1.1 503") && answer.contains("\"code\":\"timed_out\""),
            "{target}: {answer}"
        );
    }
    server.stop();
}

async fn panics() -> HttpResponse {
    panic!("secret of the inside")
}

async fn panics_on_the_pool(
    state: web::Data<State>,
) -> Result<HttpResponse, crate::problem::Problem> {
    state
        .ask(|_, _| -> Result<(), _> { panic!("secret of the inside") })
        .await?;
    Ok(HttpResponse::Ok().finish())
}

#[actix_web::test]
async fn panics_become_an_answer_that_hides_them() {
    let (folder, tokenizer) = index();
    let searcher = Searcher::open(&DataDirectory::new(folder.path()), tokenizer).expect("an index");
    let state = web::Data::new(State::new(config(&folder), searcher).expect("threads"));
    let app = App::new()
        .app_data(state.clone())
        .wrap(middleware::from_fn(edge))
        .route("/api/handler", web::get().to(panics))
        .route("/api/pool", web::get().to(panics_on_the_pool))
        .configure(routes::configure);
    let app = actix_test::init_service(app).await;
    for target in ["/api/handler", "/api/pool", "/api/pool"] {
        let request = actix_test::TestRequest::get().uri(target).to_request();
        let response = match actix_test::try_call_service(&app, request).await {
            Ok(response) => response.into_parts().1.map_into_boxed_body(),
            Err(error) => error.error_response(),
        };
        assert_eq!(response.status(), 500, "{target}");
        assert!(
            response.headers().contains_key(CONTENT_SECURITY_POLICY),
            "{target}"
        );
        let body = actix_web::body::to_bytes(response.into_body())
            .await
            .expect("a body");
        let problem: serde_json::Value = serde_json::from_slice(&body).expect("json");
        assert_eq!(problem["code"], "internal");
        assert!(
            problem["id"].as_str().is_some_and(|id| id.len() == 16),
            "{problem}"
        );
        assert!(!problem.to_string().contains("secret"), "{problem}");
    }
    let request = actix_test::TestRequest::get()
        .uri("/api/v1/documents/a")
        .to_request();
    assert_eq!(actix_test::call_service(&app, request).await.status(), 200);
    assert!(state.exposition().contains("tongcha_panics_total 3\n"));
}
