"""Indexes articles and asks questions with an engine that is not written in Rust.

    peers.py ENGINE FROM INDEX

FROM is the folder that `peers export` wrote, INDEX an empty place. Prints one line of JSON with the figures. Every
engine does the same: all words of a question must occur, where nothing is found any; the ten best with their stored
text, and the exact count. The words were cut beforehand, so that no engine pays for that.
"""

import glob
import json
import os
import shutil
import subprocess
import sys
import time


def lines(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def bytes_of(path):
    if os.path.isfile(path):
        return os.path.getsize(path)
    return sum(os.path.getsize(os.path.join(folder, name)) for folder, _, names in os.walk(path) for name in names)


class InProcess:
    """An engine in this process whose index is a file or folder at `path`, opened as `db`."""

    def processor_seconds(self):
        return time.process_time()

    def bytes(self):
        return bytes_of(self.path)

    def close(self):
        self.db.close()


class SqliteWords(InProcess):
    """FTS5 over words joined by blanks, which its own tokenizer then separates; the text in a table beside it."""

    name = "SQLite FTS5, pre-segmented"
    tokenize = "unicode61"

    def __init__(self, path):
        import sqlite3

        self.path = path + ".db"
        self.db = sqlite3.connect(self.path)
        self.db.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000;"
            "CREATE TABLE article(id INTEGER PRIMARY KEY, title TEXT, text TEXT);"
            f"CREATE VIRTUAL TABLE words USING fts5(body, content='', tokenize='{self.tokenize}')"
        )

    def indexed(self, article):
        return article["words"]

    def load(self, articles):
        for number, article in enumerate(articles):
            self.db.execute("INSERT INTO article VALUES(?,?,?)", (number, article["title"], article["text"]))
            self.db.execute("INSERT INTO words(rowid, body) VALUES(?,?)", (number, self.indexed(article)))
        self.db.execute("INSERT INTO words(words) VALUES('optimize')")
        self.db.commit()

    def terms(self, question):
        return question["words"]

    def loose_terms(self, question):
        return self.terms(question)

    def ask(self, question):
        rows, count = [], 0
        for joint, terms in ((" AND ", self.terms(question)), (" OR ", self.loose_terms(question))):
            match = joint.join('"' + term.replace('"', '""') + '"' for term in terms)
            if not match:
                continue
            count = self.db.execute("SELECT count(*) FROM words WHERE words MATCH ?", (match,)).fetchone()[0]
            if count:
                rows = self.db.execute(
                    "SELECT article.title, article.text FROM (SELECT rowid FROM words WHERE words MATCH ? "
                    "ORDER BY rank LIMIT 10) AS best JOIN article ON article.id = best.rowid",
                    (match,),
                ).fetchall()
                break
        return rows, count


class SqliteTrigram(SqliteWords):
    """FTS5 over runs of three characters. It cannot find shorter words: pieces of a question are its stretches
    between blanks, and those that are too short are left out, as one would have to."""

    name = "SQLite FTS5, trigram"
    tokenize = "trigram"

    def indexed(self, article):
        return article["title"] + "\n" + article["text"]

    def terms(self, question):
        return [piece for piece in question["query"].split() if len(piece) >= 3]

    def loose_terms(self, question):
        """Any three characters in a row, where no article has the whole pieces."""
        return [piece[at : at + 3] for piece in self.terms(question) for at in range(len(piece) - 2)]


class Xapian(InProcess):
    """Terms given one by one, BM25, the text as the document's data."""

    name = "Xapian"

    def __init__(self, path):
        import xapian

        self.xapian = xapian
        self.path = path
        self.db = xapian.WritableDatabase(path, xapian.DB_CREATE_OR_OVERWRITE | xapian.DB_NO_SYNC)

    def load(self, articles):
        for article in articles:
            document = self.xapian.Document()
            for position, word in enumerate(article["words"].split()):
                # Terms have at most 245 bytes.
                if len(word.encode()) <= 240:
                    document.add_posting(word, position)
            document.set_data(article["title"] + "\n" + article["text"])
            self.db.add_document(document)
        self.db.commit()
        self.db.close()
        # As its manual advises before serving.
        compact = self.path + ".compact"
        database = self.xapian.Database(self.path)
        database.compact(compact)
        database.close()
        shutil.rmtree(self.path)
        os.rename(compact, self.path)
        self.db = self.xapian.Database(self.path)

    def ask(self, question):
        words = [word for word in question["words"] if len(word.encode()) <= 240]
        rows, count = [], 0
        for operator in (self.xapian.Query.OP_AND, self.xapian.Query.OP_OR):
            enquire = self.xapian.Enquire(self.db)
            enquire.set_query(self.xapian.Query(operator, words))
            # Looking at all matches makes the count exact.
            matches = enquire.get_mset(0, 10, self.db.get_doccount())
            count = matches.get_matches_estimated()
            if count:
                rows = [tuple(match.document.get_data().decode().split("\n", 1)) for match in matches]
                break
        return rows, count


class Postgresql:
    """A tsvector of the words with the configuration 'simple' and a GIN index, asked over a Unix socket."""

    name = "PostgreSQL full text, pre-segmented"
    settings = "-c fsync=off -c shared_buffers=512MB -c maintenance_work_mem=256MB -c jit=off"

    def __init__(self, path):
        import psycopg2

        self.folder = path
        os.mkdir(path)
        self.binaries = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
        if os.getuid() == 0:
            shutil.chown(path, "postgres", "postgres")
        self.run("initdb", "--pgdata", path + "/data", "--encoding", "UTF8", "--locale", "C", "--auth", "trust")
        options = f"{self.settings} -c listen_addresses='' -c unix_socket_directories={path}"
        self.run("pg_ctl", "--pgdata", path + "/data", "--wait", "--log", path + "/log", "--options", options, "start")
        self.db = psycopg2.connect(host=path, user="postgres", dbname="postgres")
        self.db.autocommit = True
        self.cursor = self.db.cursor()

    def run(self, command, *arguments):
        user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        subprocess.run(
            user + [f"{self.binaries}/{command}", *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self.folder,
        )

    @staticmethod
    def clean(text):
        return text.replace("\\", "\\\\").replace("\t", " ").replace("\n", "\\n").replace("\r", "\\r").replace("\0", "")

    def load(self, articles):
        self.cursor.execute("CREATE UNLOGGED TABLE loading(title text, text text, words text)")

        class Rows:
            """A file of rows as COPY reads them."""

            def __init__(self, clean):
                self.buffer = ""
                self.clean = clean

            def read(self, size=-1):
                while len(self.buffer) < size:
                    article = next(articles, None)
                    if article is None:
                        break
                    fields = (article["title"], article["text"], article["words"])
                    self.buffer += "\t".join(map(self.clean, fields)) + "\n"
                out, self.buffer = self.buffer[:size], self.buffer[size:]
                return out

        self.cursor.copy_expert("COPY loading FROM STDIN", Rows(self.clean))
        self.cursor.execute(
            "CREATE UNLOGGED TABLE article AS SELECT title, text, to_tsvector('simple', words) AS words FROM loading"
        )
        self.cursor.execute("DROP TABLE loading")
        self.cursor.execute("CREATE INDEX ON article USING gin(words)")
        self.cursor.execute("VACUUM ANALYZE article")

    def ask(self, question):
        terms = ["'" + word.replace("\\", "\\\\").replace("'", "''") + "'" for word in question["words"]]
        rows, count = [], 0
        for joint in (" & ", " | "):
            query = joint.join(terms)
            self.cursor.execute("SELECT count(*) FROM article WHERE words @@ %s::tsquery", (query,))
            count = self.cursor.fetchone()[0]
            if count:
                self.cursor.execute(
                    "SELECT title, text FROM article WHERE words @@ %s::tsquery "
                    "ORDER BY ts_rank(words, %s::tsquery) DESC LIMIT 10",
                    (query, query),
                )
                rows = self.cursor.fetchall()
                break
        return rows, count

    def processor_seconds(self):
        """Of the server's process for this connection; what it hands to helpers is not counted."""
        with open(f"/proc/{self.db.info.backend_pid}/schedstat", encoding="ascii") as file:
            return int(file.read().split()[0]) / 1e9

    def bytes(self):
        self.cursor.execute("SELECT pg_total_relation_size('article')")
        return self.cursor.fetchone()[0]

    def close(self):
        self.db.close()
        self.run("pg_ctl", "--pgdata", self.folder + "/data", "--mode", "immediate", "stop")


ENGINES = {
    "sqlite_words": SqliteWords,
    "sqlite_trigram": SqliteTrigram,
    "xapian": Xapian,
    "postgresql": Postgresql,
}


def main():
    _, which, source, index = sys.argv
    engine = ENGINES[which](index)
    try:
        begun = time.perf_counter()
        engine.load(lines(source + "/articles.jsonl"))
        figures = {"name": engine.name, "build_seconds": time.perf_counter() - begun, "bytes": engine.bytes()}
        figures.update(ask_all(engine, list(lines(source + "/questions.jsonl"))))
    finally:
        engine.close()
    print(json.dumps(figures, ensure_ascii=False))


def ask_all(engine, questions):
    times, answered, with_text, counted = [], 0, 0, 0
    # A question of all articles takes seconds in some engines; the worst are known after a fifth of an hour, too.
    until = time.monotonic() + 720
    asked, before = 0, engine.processor_seconds()
    for question in questions:
        fastest = float("inf")
        for turn in range(3):
            begun = time.perf_counter()
            rows, count = engine.ask(question)
            asked += 1
            fastest = min(fastest, (time.perf_counter() - begun) * 1000)
            if turn == 0:
                answered += bool(rows)
                with_text += bool(rows) and all(text for _, text in rows)
                counted += count
            if fastest > 500:
                break
        times.append(fastest)
        if time.monotonic() > until:
            break
    spent = (engine.processor_seconds() - before) * 1000 / asked
    times.sort()
    at = lambda share: times[max(0, -(-len(times) * share // 100) - 1)]
    return {
        "p50_ms": at(50),
        "p99_ms": at(99),
        "processor_ms": spent,
        "questions": len(times),
        "answered": answered,
        "with_text": with_text,
        "counted": counted,
    }


if __name__ == "__main__":
    main()
