import CEL

// Measures one expression over a million distinct rows. `scripts/bench.py` reads what it prints: a line for each way, with
// nanoseconds a row and how many rows were selected, separated by tabs.
let source = "score >= 71 && revenue > 2000000 && region in ['451002','451003']"
let rows = Rows(count: 1_000_000)

var environment = Environment()
environment.declare("score", .int)
environment.declare("revenue", .int)
environment.declare("region", .string)
let program = try environment.compile(source)

report("compile", rows: 1000) { (0..<1000).count { _ in (try? environment.compile(source)) != nil } }
report("closure", rows: rows.scores.count) { rows.selectedByClosure() }
report("slots", rows: rows.scores.count) { rows.selected(by: program) }
report("columns", rows: rows.scores.count) { rows.selectedInColumns(by: program) }
