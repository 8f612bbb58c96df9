import DatabaseTesting
import LuoshiCore
import LuoshiWork
import Testing

@testable import LuoshiFigures

/// Whatever happens, in whatever order: what was moved by differences is what a recount gives.
@Suite struct RandomFigureTests {
    @Test(arguments: TestDatabases.engines, [1, 2, 3] as [UInt64])
    func `random changes, corrections, moves, letters and closings leave no difference`(
        engine: TestEngine, seed: UInt64
    ) async throws {
        try await FigureHouse.with(engine) { house in
            var world = RandomFigureWorld(seed: seed)
            for step in 0..<40 {
                do {
                    try await world.step(in: house)
                } catch let refusal as any PublicError where refusal.status < 500 {
                    // A refused step changes nothing, which the recount shows.
                }
                if step % 10 == 9 {
                    let differences = try await house.differences()
                    #expect(differences == [], "\(engine), seed \(seed), step \(step): \(world.log.suffix(10))")
                    guard differences.isEmpty else { return }
                }
            }
            house.move(to: world.day.description)
            for (title, rows) in world.published { #expect(try await world.rows(of: title, in: house) == rows) }
        }
    }
}

/// Draws what happens next.
struct RandomFigureWorld {
    private var state: UInt64
    private var number = 0
    private var records: [(register: String, id: String, revision: Int)] = []
    private(set) var day: Day
    private(set) var log: [String] = []
    /// Editions as they were when they were published.
    private(set) var published: [String: [PublishedFigure?]] = [:]

    init(seed: UInt64, from first: Day? = nil) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        day = first ?? Day("2022-01-10") ?? Day(number: 0)
    }

    private mutating func below(_ bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(bound))
    }

    private mutating func one<T>(of items: [T]) -> T { items[below(items.count)] }

    private mutating func date() -> String {
        Day(number: 18_262 + below(1400)).description  // From 2020 on.
    }

    mutating func step(in house: FigureHouse) async throws {
        var house = house
        day = day.adding(days: below(12))
        house.move(to: day.description)
        number += 1
        switch below(14) {
        case 0...3: try await enter(in: house)
        case 4...6: try await rewrite(in: house)
        case 7: try await strike(in: house)
        case 8: try await move(in: house)
        case 9...11: try await report(in: house)
        case 12: try await close(in: house)
        default:
            log.append("reopen")
            _ = try await house.door.perform(ReopenPeriod("2021Q4", reason: "重开"), as: house.system)
        }
    }

    private mutating func enter(in house: FigureHouse) async throws {
        let unit = one(of: ["9001-f", "9001-g", "9002-h", "9001", "9000-a"])
        let register = one(of: ["certificates", "contracts", "ledgers"])
        let texts: [String: String] =
            switch register {
            case "certificates":
                [
                    "number": "\(number)", "holder": unit, "issued_on": date(), "valid_until": date(),
                    "level": one(of: ["municipal", "region"]),
                ]
            case "contracts":
                ["number": "\(number)", "seller": unit, "turnover": "\(below(900)).5", "registered_on": date()]
            default:
                ["title": "\(number)", "firm": unit, "year": "\(2019 + below(4))", "total": "\(below(50) + 1)"]
            }
        log.append("enter \(register) \(texts)")
        let id = try await house.door.perform(
            EnterRecord(register, RecordInput(texts: texts), reason: "登记"), as: house.system)
        records.append((register, id, 1))
    }

    private mutating func rewrite(in house: FigureHouse) async throws {
        guard !records.isEmpty else { return }
        let place = below(records.count)
        let record = records[place]
        let texts: [String: String] =
            switch record.register {
            case "certificates":
                one(of: [
                    ["level": one(of: ["municipal", "region"])], ["revoked_on": date()],
                    ["revoked_back_to": "\(2019 + below(4))"],
                    ["holder": one(of: ["9001-f", "9002-h"])], ["valid_until": date()],
                ])
            case "contracts":
                one(of: [
                    ["turnover": "\(below(900))"], ["cancelled_on": date()], ["seller": one(of: ["9001-g", "9002-h"])],
                ])
            default: one(of: [["total": "\(below(90) + 1)"], ["year": "\(2019 + below(4))"]])
            }
        log.append("rewrite \(record) \(texts)")
        if below(2) == 0 {
            let effective = day.adding(days: -below(400))
            _ = try await house.door.perform(
                ChangeRecord(
                    record.register, record.id, revision: record.revision, RecordInput(texts: texts),
                    effective: effective,
                    reason: "变化"), as: house.system)
        } else {
            _ = try await house.door.perform(
                CorrectRecord(
                    record.register, record.id, revision: record.revision, RecordInput(texts: texts), reason: "更正"),
                as: house.system)
        }
        records[place].revision += 1
    }

    private mutating func strike(in house: FigureHouse) async throws {
        guard !records.isEmpty else { return }
        let record = records.remove(at: below(records.count))
        log.append("strike \(record)")
        _ = try await house.door.perform(
            StrikeRecord(record.register, record.id, revision: record.revision, reason: "作废"), as: house.system)
    }

    private mutating func move(in house: FigureHouse) async throws {
        let unit = one(of: ["9001-f", "9001-g", "9002-h"])
        let parent = one(of: ["9001", "9002"])
        let from = day.adding(days: -below(300))
        log.append("move \(unit) \(parent) \(from)")
        _ = try await house.door.perform(
            MoveUnit(unit, hierarchy: "territory", parent: parent, UnitPaper(from: from, basis: "文件")), as: house.system
        )
    }

    private mutating func report(in house: FigureHouse) async throws {
        let unit = one(of: ["9001", "9002"])
        let key = one(of: ["output", "staff", "output_ytd"])
        let period = one(of: ["2021Q1", "2021Q2", "2021Q3", "2021Q4", "2020Q4"])
        log.append("report \(unit) \(key) \(period)")
        let value = CollectedInput(
            indicator: key, unit: unit, period: period, value: "\(below(500))", status: one(of: FigureStatus.allCases))
        _ = try await house.door.perform(
            EnterReportedValues(unit: unit, report: "r\(number)", values: [value], reason: below(4) == 0 ? "" : "报送"),
            as: house.system)
    }

    private mutating func close(in house: FigureHouse) async throws {
        log.append("close")
        let edition = try await house.door.perform(ClosePeriod("2021Q4", reason: "关账"), as: house.system)
        let rows = try await rows(of: "\(edition)", in: house)
        published["\(edition)"] = rows
    }

    /// What an edition of the closed quarter shows of every indicator.
    func rows(of edition: String, in house: FigureHouse) async throws -> [PublishedFigure?] {
        let view = try await house.door.ask(EditionByPeriod("2021Q4"), as: house.system)
        return view?.rows.map { $0.published[(Int(edition) ?? 1) - 1] } ?? []
    }
}
