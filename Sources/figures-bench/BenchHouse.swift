import Database
import Foundation
import LuoshiCore
import LuoshiFigures
import LuoshiPlan
import LuoshiWork

/// The bench's house: all floors up to the figures, on a day after the months that are filled.
struct BenchHouse {
    let database: Database
    let door: Door
    private static let system = Actor.system("bench")

    init(_ place: String) throws {
        let parts = place.split(separator: ",").map(String.init)
        let location: DatabaseLocation =
            place.hasPrefix("postgres")
            ? .postgreSQL(url: parts[0], schema: parts.count > 1 ? parts[1] : nil) : .file(path: place)
        database = try Database(location)
        door = Door(
            database: database, clock: BusinessClock(fixedDay: Day("2024-05-05")),
            handlers: EventHandler.core + EventHandler.plan + EventHandler.work + EventHandler.figures)
    }

    /// Tables, package, accounts; openings are kept two months ahead.
    func prepare(units: Int) async throws {
        try await database.migrate(Migration.core + Migration.plan + Migration.work + Migration.figures)
        let hash = try await door.perform(ProposePackage(BenchPackage(units: units).files), as: Self.system)
        _ = try await door.perform(AdoptPackage(hash: hash), as: Self.system)
        let people =
            [("leader", "9000", "leader")]
            + (0..<BenchPackage.counties).map { ("county\($0)", BenchPackage.county($0), "county") }
        for (login, unit, role) in people {
            let create = CreateAccount(login: login, person: login, unit: unit, roles: [role], passwordHash: "-")
            _ = try await door.perform(create, as: Self.system)
        }
        try await database.write { session in
            try session.execute(
                "INSERT INTO figure_units (number, unit) SELECT ROW_NUMBER() OVER (ORDER BY id), id FROM units")
            try session.execute("INSERT INTO figure_horizon (id, month) VALUES (1, 202407)")
        }
    }

    // MARK: Through the Door

    /// The same values as `scripts/bench_figures.sql` writes, entered as people enter them.
    func enter(units: Int, months: Int) async throws {
        for unit in 0..<units {
            for month in 0..<months {
                let values = BenchPackage.reported.map { input($0, unit, month) }
                _ = try await door.perform(
                    EnterReportedValues(unit: BenchPackage.unit(unit), report: "\(unit)-\(month)", values: values),
                    as: Self.system)
                let records = (0..<300).filter { !BenchPackage.reported.contains($0) }
                    .map { record($0, unit, month, of: months) }
                _ = try await door.perform(EnterRecords("levels", records), as: Self.system)
            }
        }
        print("differences", try await door.ask(AuditFigures(), as: Self.system).differences.count, separator: "\t")
    }

    private static func amount(_ indicator: Int, _ unit: Int, _ month: Int) -> Int {
        (indicator * 7 + month * 31) % 500 + 1 + unit * 13 % 500
    }

    private static func day(_ indicator: Int, _ unit: Int, _ month: Int) -> String {
        "\(text(month))-\(String(101 + (indicator * 5 + unit * 3) % 28).dropFirst())"
    }

    /// Month 0 is January 2021.
    private static func text(_ month: Int) -> String { "\(2021 + month / 12)-\(String(101 + month % 12).dropFirst())" }

    private func input(_ indicator: Int, _ unit: Int, _ month: Int) -> CollectedInput {
        CollectedInput(
            indicator: BenchPackage.key(indicator), unit: BenchPackage.unit(unit), period: Self.text(month),
            value: String(Self.amount(indicator, unit, month)), status: .quick)
    }

    private func record(_ indicator: Int, _ unit: Int, _ month: Int, of months: Int) -> RecordInput {
        var texts = [
            "holder": BenchPackage.unit(unit), "number": "\(indicator)-\(unit)-\(month)",
            "kind": BenchPackage.key(indicator), "amount": String(Self.amount(indicator, unit, month)),
            "since": Self.day(indicator, unit, month),
        ]
        // The last level stands on.
        if indicator >= 150, month + 1 < months { texts["until"] = Self.day(indicator, unit, month + 1) }
        return RecordInput(texts: texts)
    }

    // MARK: What is measured

    /// What the leader's page asks: 300 figures and 40 ratios of the city, at a month's end and on a day; and one trend.
    func read() async throws {
        let leader = Actor.account("a-leader")
        for (name, time) in [("month", "2023-11"), ("day", "2023-11-17")] {
            let query = UnitFigures(at: time)
            let answer = try await door.ask(query, as: leader)
            for figure in answer.figures {
                print("value", name, figure.indicator.key, figure.text ?? "", separator: "\t")
            }
            try await report(name, times: 300) { _ = try await door.ask(query, as: leader) }
        }
        for (name, key) in [("trend-flow", "cf017"), ("trend-stock", "rs250")] {
            let query = FigureTrend(key, from: Day("2021-01-01"), through: Day("2023-12-31"))
            for figure in try await door.ask(query, as: leader) {
                print("value", name, figure.time.text, figure.text ?? "", separator: "\t")
            }
            try await report(name, times: 300) { _ = try await door.ask(query, as: leader) }
        }
    }

    /// Units of counties one after another: January and February first, so that nobody reports for the first time; then March
    /// and April, measured: 150 values each.
    func submit(units: Int, count: Int) async throws {
        func values(_ unit: Int, _ months: ClosedRange<Int>) -> [CollectedInput] {
            months.flatMap { month in BenchPackage.reported.map { input($0, unit, month) } }
        }
        func submit(_ unit: Int, _ months: ClosedRange<Int>) async throws {
            let command = EnterReportedValues(
                unit: BenchPackage.unit(unit), report: "\(unit)-\(months)", values: values(unit, months))
            let taken = try await door.perform(command, as: .account("a-county\(unit % BenchPackage.counties)"))
            if taken != 300 { print("taken", taken, separator: "\t") }
        }
        // Spread over all of them, and over the counties.
        let wanted = (0..<count).map { $0 * max(1, units / count) }
        for unit in wanted { try await submit(unit, 36...37) }
        var next = wanted.makeIterator()
        try await report("submit", times: count) {
            if let unit = next.next() { try await submit(unit, 38...39) }
        }
    }

    /// Prints the median and the slowest twentieth of so many runs, in microseconds.
    private func report(_ name: String, times: Int, _ body: () async throws -> Void) async throws {
        var taken: [Double] = []
        for _ in 0..<times {
            let start = ContinuousClock.now
            try await body()
            let spent = ContinuousClock.now - start
            taken.append(Double(spent.components.attoseconds) / 1e12 + Double(spent.components.seconds) * 1e6)
        }
        taken.sort()
        print("time", name, taken[times / 2], taken[times * 19 / 20], separator: "\t")
    }
}
