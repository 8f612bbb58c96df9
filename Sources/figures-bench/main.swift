import Database
import Foundation
import LuoshiCore

// Measures figures through the Door. `scripts/bench_figures.py` makes the places, fills them and reads what is printed.
//
//   figures-bench prepare PLACE UNITS           tables, package and accounts, without any figure
//   figures-bench enter PLACE UNITS MONTHS      all values through the Door, and an audit of what became of them
//   figures-bench read PLACE                    the leader's figures and a trend: microseconds, then the values
//   figures-bench submit PLACE UNITS COUNT      submissions of 300 values by as many units: microseconds
//
// PLACE is an SQLite path, or a PostgreSQL URL and a schema with a comma between them.
let arguments = CommandLine.arguments
guard arguments.count >= 3 else {
    print("usage: figures-bench prepare|enter|read|submit PLACE [UNITS [COUNT]]")
    exit(2)
}
let number = { (index: Int) in arguments.count > index ? Int(arguments[index]) ?? 0 : 0 }
let house = try BenchHouse(arguments[2])
switch arguments[1] {
case "prepare": try await house.prepare(units: number(3))
case "enter":
    try await house.prepare(units: number(3))
    try await house.enter(units: number(3), months: number(4))
case "read": try await house.read()
case "submit": try await house.submit(units: number(3), count: number(4))
default: print("unknown: \(arguments[1])")
}
await house.database.close()
