import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct UnitEventTests {
    @Test(arguments: TestDatabases.engines)
    func `a renamed unit is found by both names, and last month still shows the old one`(engine: TestEngine)
        async throws
    {
        try await withHouse(engine, today: day("2022-08-05")) { house in
            try await house.enter(
                RenameUnit("9000-a", name: "某市甲和丙局", shortName: "市甲丙局", .from(day("2022-08-01"))))
            #expect(try await house.units()["9000-a"] == "市甲丙局")
            #expect(try await house.units(on: day("2022-07-31"))["9000-a"] == nil)
            let names = try await house.database.read { try UnitStore($0).unitsByName(on: InForce(day("2022-08-05"))) }
            for name in ["市甲丙局", "市甲局", "某市甲局", "甲局"] { #expect(names[name] == "9000-a", "\(name)") }
            let before = try await house.database.read {
                try UnitStore($0).unit("9000-a", on: InForce(day("2022-07-31")))
            }
            #expect(before?.shortName == "市甲局")
            let found = try await house.door.ask(FindAnything("某市甲局"), as: .system("test"))
            #expect(found.first?.id == "unit:9000-a")
            #expect(found.first?.title == "市甲丙局")
            let history = try await house.door.ask(UnitHistory("9000-a"), as: .system("test"))
            #expect(history.map(\.event.content.kind) == [.rename, .seed])
            #expect(history.first?.sentence == "市甲局更名为某市甲和丙局（市甲丙局）。")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `what was entered late is not shown on a day when nobody had entered it`(engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let (first, second) = (try day("2022-07-01"), try day("2022-08-05"))
            let early = Door(
                database: house.database, clock: house.clock.business(today: first), handlers: [.seedUnits])
            _ = try await early.perform(
                OpenUnit(NewUnit(id: "9000-c", kind: .department, name: "丙局"), .from(first)), as: .system("test"))
            let late = Door(
                database: house.database, clock: house.clock.business(today: second), handlers: [.seedUnits])
            _ = try await late.perform(RenameUnit("9000-c", name: "丁局", .from(day("2022-07-02"))), as: .system("test"))
            func name(_ past: Day?) async throws -> String? {
                try await late.ask(UnitByID("9000-c"), as: .system("test"), knownOn: past)?.unit.name
            }
            #expect(try await name(nil) == "丁局")
            #expect(try await name(day("2022-07-20")) == "丙局")
            #expect(try await name(day("2022-06-30")) == nil)
            let history = try await late.ask(UnitHistory("9000-c"), as: .system("test"))
            #expect(history.map(\.event.isLate) == [true, false])
            let then = try await late.ask(UnitHistory("9000-c"), as: .system("test"), knownOn: day("2022-07-20"))
            #expect(then.count == 1)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a merged county hands its park, its membership and its matters to the other`(engine: TestEngine) async throws
    {
        try await withHouse(engine, today: day("2022-08-05")) { house in
            let merger = try day("2022-08-01")
            try await house.enter(MergeUnits(["9001"], into: "9002", .from(merger)))
            #expect(try await house.units().keys.sorted() == ["9000", "9000-a", "9000-b", "9001-p", "9002"])
            #expect(try await house.subtree("9002", on: merger) == ["9002", "9001-p"])
            #expect(try await house.subtree("9001", on: day("2022-07-31")) == ["9001", "9001-p"])
            #expect(try await house.members("counties", on: merger) == ["9002"])
            #expect(try await house.members("counties", on: day("2022-07-31")) == ["9001", "9002"])
            #expect(try await house.heir("9001", on: merger) == "9002")
            #expect(try await house.heir("9001", on: day("2022-07-31")) == "9001")
            let found = try await house.unit("9001")
            let closed = try #require(found)
            #expect(closed.closedOn == merger)
            #expect(closed.unit.shortName == "东县")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `two departments become a new one`(engine: TestEngine) async throws {
        try await withHouse(engine, today: day("2022-08-05")) { house in
            let both = NewUnit(
                id: "9000-ab", kind: .department, name: "某市甲乙局", shortName: "市甲乙局", parents: ["administration": "9000"])
            let outcome = try await house.enter(
                MergeUnits(["9000-a", "9000-b"], opening: both, .from(day("2022-08-01"))))
            #expect(outcome.opened == ["9000-ab"])
            #expect(try await house.units()["9000-ab"] == "市甲乙局")
            for unit in ["9000-a", "9000-b"] { #expect(try await house.heir(unit, on: day("2022-08-01")) == "9000-ab") }
            #expect(try await house.number("SELECT COUNT(*) AS n FROM posts WHERE unit = '9000-ab'") == 2)
            #expect(try await house.subtree("9000", on: day("2022-08-02")).contains("9000-ab"))
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a unit merged into the one beneath it leaves a tree`(engine: TestEngine) async throws {
        try await withHouse(engine, today: day("2022-08-05")) { house in
            try await house.enter(MergeUnits(["9001"], into: "9001-p", .from(day("2022-08-01"))))
            #expect(try await house.unit("9001-p")?.above.map(\.unit.id) == ["9000", "9000"])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a split gives each part its subjects and the rest to one of them`(engine: TestEngine) async throws {
        try await withHouse(engine, today: day("2022-08-05")) { house in
            let from = try day("2022-08-01")
            let part = NewUnit(id: "9000-c", kind: .department, name: "某市丙局", parents: ["administration": "9000"])
            try await house.enter(
                SplitUnit(
                    "9000-a",
                    parts: [
                        SplitPart(unit: "9000-b", subjects: ["duty:1.1", "target:T1"]),
                        SplitPart(unit: "9000-c", opening: part, subjects: ["duty:1.2"]),
                    ], remainder: "9000-c", .from(from)))
            for (subject, unit) in [
                ("duty:1.1", "9000-b"), ("target:T1", "9000-b"), ("duty:1.2", "9000-c"), ("duty:9", "9000-c"),
            ] {
                #expect(try await house.heir("9000-a", subject, on: from) == unit)
            }
            #expect(try await house.units()["9000-a"] == nil)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a function goes over while both live on, and follows what becomes of its taker`(engine: TestEngine)
        async throws
    {
        try await withHouse(engine, today: day("2022-08-05")) { house in
            try await house.enter(
                TransferFunction("科技奖励", from: "9000-a", to: "9000-b", subjects: ["duty:1.1"], .from(day("2022-03-01")))
            )
            try await house.enter(CloseUnit("9000-b", successor: "9001", .from(day("2022-06-01"))))
            for (on, subject, unit) in [
                ("2022-02-28", "duty:1.1", "9000-a"), ("2022-03-01", "duty:1.1", "9000-b"),
                ("2022-06-01", "duty:1.1", "9001"),
                ("2022-06-01", "duty:1.2", "9000-a"),
            ] { #expect(try await house.heir("9000-a", subject, on: day(on)) == unit, "\(on) \(subject)") }
            #expect(try await house.units()["9000-a"] == "市甲局")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `aliases and members hold from their day on`(engine: TestEngine) async throws {
        try await withHouse(engine, today: day("2022-08-05")) { house in
            try await house.enter(AddAlias("老甲", of: "9000-a", .from(day("2022-08-01"))))
            try await house.enter(RemoveAlias("甲局", of: "9000-a", .from(day("2022-08-01"))))
            try await house.enter(ChangeGroup("parks", members: ["9001-p"], .from(day("2022-08-01"))))
            #expect(try await house.unit("9000-a")?.aliases == ["老甲"])
            #expect(try await house.members("parks", on: day("2022-07-31")) == [])
            #expect(try await house.members("parks", on: day("2022-08-01")) == ["9001-p"])
            try await house.enter(ChangeGroup("parks", members: [], .from(day("2022-08-03"))))
            #expect(try await house.members("parks", on: day("2022-08-02")) == ["9001-p"])
            #expect(try await house.members("parks", on: day("2022-08-03")) == [])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `an event to come waits for its day`(engine: TestEngine) async throws {
        try await withHouse(engine, today: day("2022-08-05")) { house in
            try await house.enter(CloseUnit("9000-b", successor: "9000-a", .from(day("2022-09-01"))))
            #expect(try await house.units()["9000-b"] == "市乙局")
            #expect(try await house.heir("9000-b", on: day("2022-08-31")) == "9000-b")
            #expect(try await house.heir("9000-b", on: day("2022-09-01")) == "9000-a")
            let later = Door(database: house.database, clock: house.clock.business(today: try day("2022-09-01")))
            #expect(try await later.ask(UnitByID("9000-b"), as: .system("test"))?.closedOn == day("2022-09-01"))
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `an earlier name entered later leaves the later one in force`(engine: TestEngine) async throws {
        try await withHouse(engine, today: day("2022-08-05")) { house in
            try await house.enter(RenameUnit("9000-a", name: "丙局", .from(day("2022-07-01"))))
            try await house.enter(RenameUnit("9000-a", name: "乙二局", .from(day("2022-03-01"))))
            for (on, name) in [
                ("2022-02-28", "某市甲局"), ("2022-03-01", "乙二局"), ("2022-06-30", "乙二局"), ("2022-07-01", "丙局"),
            ] {
                let unit = try await house.database.read { try UnitStore($0).unit("9000-a", on: InForce(day(on))) }
                #expect(unit?.name == name, "\(on)")
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `on one day a function goes first and the rest is merged`(engine: TestEngine) async throws {
        try await withHouse(engine, today: day("2022-08-05")) { house in
            let from = try day("2022-08-01")
            try await house.enter(
                TransferFunction("科技奖励", from: "9000-a", to: "9001", subjects: ["duty:1.1"], .from(from)))
            try await house.enter(MergeUnits(["9000-a"], into: "9000-b", .from(from)))
            #expect(try await house.heir("9000-a", "duty:1.1", on: from) == "9001")
            #expect(try await house.heir("9000-a", "duty:1.2", on: from) == "9000-b")
        }
    }
}
