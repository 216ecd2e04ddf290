"""Prints the figures of all engines as a table, with how many times Tongcha's each is.

Ends with 1 where an engine did not answer as the others do: that would make its times worth nothing.
"""

import json
import sys


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    ours = rows[0]
    print("| engine | build s | × | size MB | × | p50 ms | × | p99 ms | × | processor ms | × | answered | hits counted |")
    print("| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |")
    wrong = []
    for row in rows:
        cells = [row["name"]]
        for field, scale in (("build_seconds", 1), ("bytes", 1e-6), ("p50_ms", 1), ("p99_ms", 1), ("processor_ms", 1)):
            cells += [f"{row[field] * scale:.2f}", f"{row[field] / ours[field]:.1f}"]
        cells += [f"{row['answered']} of {row['questions']}", str(row["counted"])]
        print("| " + " | ".join(cells) + " |")
        # The trigrams of SQLite cannot look for words of two characters, which many questions are.
        least = 0.3 if "trigram" in row["name"] else 0.8
        if row["answered"] < least * row["questions"] or row["with_text"] < row["answered"] or not row["counted"]:
            wrong.append(row["name"])
    if wrong:
        print("did not answer as asked: " + ", ".join(wrong), file=sys.stderr)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
