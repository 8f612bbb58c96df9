import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct InboxTests {
    @Test(arguments: TestDatabases.engines)
    func `what is put before a post is seen by those who hold it and by nobody else, soonest due first`(
        engine: TestEngine
    ) async throws {
        try await withInboxHouse(engine) { house in
            let first = try await house.holder("first", of: "9001", post: "receiving")
            let other = try await house.holder("other", of: "9002", post: "receiving")
            try await house.put("later", to: .post("9001/receiving"), due: .workingDays(10))
            try await house.put("sooner", to: .post("9001/receiving"), due: .workingDays(3))
            try await house.put("undated", to: .account("a-first"))
            #expect(try await house.titles(first) == ["sooner", "later", "undated"])
            #expect(try await house.titles(other) == [])
            let rows = try await house.rows(first)
            #expect(rows.map(\.workingDaysLeft) == [3, 10, nil])
            #expect(rows[0].place.due == Day("2022-08-10"))
            #expect(rows[0].placeTitle == "东县收文岗")
            #expect(rows.allSatisfy { !$0.isStandIn })
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `settled work moves from what is open to what is done, and settling again does nothing`(
        engine: TestEngine
    ) async throws {
        try await withInboxHouse(engine) { house in
            let first = try await house.holder("first", of: "9001", post: "receiving")
            try await house.put("paper", to: .post("9001/receiving"))
            #expect(try await house.settle("paper") == 1)
            #expect(try await house.settle("paper") == 0)
            #expect(try await house.titles(first) == [])
            #expect(try await house.titles(first, .done) == ["paper"])
            #expect(
                try await house.number("SELECT COUNT(*) AS n FROM audit_subjects WHERE subject LIKE 'inbox:%'") == 2)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `an item that is sent on stays in sight, is due no later, and comes back when it is returned`(
        engine: TestEngine
    ) async throws {
        try await withInboxHouse(engine) { house in
            let first = try await house.holder("first", of: "9001", post: "receiving")
            let second = try await house.holder("second", of: "9001", post: "work")
            let item = try await house.put("paper", to: .post("9001/receiving"), due: .workingDays(5))
            let late = DelegateItem(item: item, to: .post("9001/work"), note: "请办", due: .workingDays(6))
            await #expect(throws: Refusal.self) { try await house.door.perform(late, as: first) }
            let send = DelegateItem(item: item, to: .post("9001/work"), note: "请办", due: .workingDays(2))
            _ = try await house.door.perform(send, as: first)
            #expect(try await house.titles(first) == [])
            #expect(try await house.rows(first, .delegated).map(\.nowWith) == ["东县工作岗"])
            #expect(try await house.rows(second).map(\.workingDaysLeft) == [2])
            await #expect(throws: Refusal.self) { try await house.door.perform(send, as: first) }

            await #expect(throws: Refusal.self) {
                try await house.door.perform(ReturnItem(item: item, note: ""), as: second)
            }
            _ = try await house.door.perform(ReturnItem(item: item, note: "不归我管"), as: second)
            #expect(try await house.titles(second) == [])
            #expect(try await house.titles(first, .delegated) == [])
            let back = try await house.rows(first)
            #expect(back.map(\.place.note) == ["不归我管"])
            #expect(back.map(\.workingDaysLeft) == [5])
            await #expect(throws: Refusal.self) {
                try await house.door.perform(ReturnItem(item: item, note: "还是不要"), as: first)
            }
            #expect(try await house.titles(first) == ["paper"])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a vacant post's work goes to the head, and the office sees it where there is none`(
        engine: TestEngine
    ) async throws {
        try await withInboxHouse(engine) { house in
            let office = try await house.holder("office", of: "9000-a", post: "work", roles: ["office"])
            let item = try await house.put("paper", to: .post("9001/receiving"))
            #expect(try await house.door.ask(UnreceivedItems(), as: office).map(\.item.title) == ["paper"])
            let head = try await house.holder("head", of: "9001", post: "head", roles: ["head"])
            #expect(try await house.door.ask(UnreceivedItems(), as: office).isEmpty)
            #expect(try await house.rows(head).map(\.isStandIn) == [true])
            let claim = DelegateItem(item: item, to: .post("9000-a/work"), note: "我来")
            await #expect(throws: Refusal.self) { try await house.door.perform(claim, as: office) }

            _ = try await house.door.perform(LockAccount(login: "head", isLocked: true), as: .system("test"))
            #expect(try await house.door.ask(UnreceivedItems(), as: office).map(\.item.title) == ["paper"])
            _ = try await house.door.perform(claim, as: office)
            #expect(try await house.titles(office) == ["paper"])
            _ = try await house.door.perform(LockAccount(login: "head", isLocked: false), as: .system("test"))
            let clerk = try await house.holder("clerk", of: "9001", post: "receiving")
            #expect(try await house.titles(clerk, .delegated) == ["paper"])
            #expect(try await house.titles(head, .delegated) == [])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `nobody reads, sends on or takes note of what lies with others`(engine: TestEngine) async throws {
        try await withInboxHouse(engine) { house in
            let other = try await house.holder("other", of: "9002", post: "receiving")
            let item = try await house.put("secret", to: .post("9001/receiving"))
            let notice = try await house.put("hint", to: .account("a-first"), isNotice: true)
            let send = DelegateItem(item: item, to: .post("9002/receiving"), note: "")
            await #expect(throws: Refusal.self) { try await house.door.perform(send, as: other) }
            await #expect(throws: Refusal.self) { try await house.door.ask(InboxItemByID(item), as: other) }
            await #expect(throws: Refusal.self) { try await house.door.perform(ReadItem(item), as: other) }
            await #expect(throws: Refusal.self) {
                try await house.door.perform(AcknowledgeNotices([notice]), as: other)
            }
            await #expect(throws: Refusal.self) {
                try await house.door.ask(MyInbox(account: "a-first", tab: .open), as: other)
            }
            #expect(try await house.number("SELECT COUNT(*) AS n FROM inbox_places WHERE until IS NULL") == 2)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `notices are taken note of together, work is not`(engine: TestEngine) async throws {
        try await withInboxHouse(engine) { house in
            let first = try await house.holder("first", of: "9001", post: "receiving")
            var ids: [String] = []
            for title in ["a", "b", "c"] {
                ids.append(try await house.put(title, to: .account("a-first"), isNotice: true))
            }
            let work = try await house.put("work", to: .account("a-first"))
            #expect(try await house.titles(first, .notices).count == 3)
            #expect(try await house.titles(first) == ["work"])
            await #expect(throws: Refusal.self) {
                try await house.door.perform(AcknowledgeNotices([ids[0], work]), as: first)
            }
            #expect(try await house.door.perform(AcknowledgeNotices(ids), as: first) == 3)
            #expect(try await house.door.perform(AcknowledgeNotices(ids), as: first) == 0)
            #expect(try await house.titles(first, .notices) == [])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `pages follow one another without loss or repetition`(engine: TestEngine) async throws {
        try await withInboxHouse(engine) { house in
            let first = try await house.holder("first", of: "9001", post: "receiving")
            for number in 0..<7 {
                try await house.put("n\(number)", to: .post("9001/receiving"), due: number < 3 ? .workingDays(2) : nil)
            }
            var seen: [String] = []
            var after: String?
            repeat {
                let page = try await house.door.ask(
                    MyInbox(account: "a-first", tab: .open, after: after, limit: 2), as: first)
                seen += page.rows.map(\.item.title)
                after = page.next
            } while after != nil
            #expect(seen.sorted() == (0..<7).map { "n\($0)" })
            #expect(Set(seen.prefix(3)) == ["n0", "n1", "n2"])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a past day shows what lay there then`(engine: TestEngine) async throws {
        try await withInboxHouse(engine) { house in
            let first = try await house.holder("first", of: "9001", post: "receiving")
            let second = try await house.holder("second", of: "9001", post: "work")
            let item = try await house.put("paper", to: .post("9001/receiving"))
            let days = ["2022-08-05", "2022-08-08", "2022-08-10", "2022-08-12"].compactMap { Day($0) }
            let doors = days.map { Door(database: house.database, clock: house.clock.business(today: $0)) }
            _ = try await doors[1].perform(DelegateItem(item: item, to: .post("9001/work"), note: ""), as: first)
            let settle = Step("s") { try Inbox.settle(kind: "note.do", subject: "note:paper", in: &$0) }
            _ = try await doors[2].perform(settle, as: .system("test"))
            func open(_ actor: Actor, _ account: String, _ tab: InboxTab, _ day: Day) async throws -> Int {
                try await doors[3].ask(MyInbox(account: account, tab: tab), as: actor, knownOn: day).rows.count
            }
            let found = [
                try await open(first, "a-first", .open, days[0]), try await open(first, "a-first", .open, days[1]),
                try await open(first, "a-first", .delegated, days[1]),
                try await open(second, "a-second", .open, days[1]),
                try await open(second, "a-second", .open, days[2]), try await open(second, "a-second", .done, days[1]),
                try await open(second, "a-second", .done, days[2]),
                try await open(first, "a-first", .delegated, days[2]),
            ]
            #expect(found == [1, 0, 1, 1, 0, 0, 1, 0])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `of many who settle or send on one item at once, one does`(engine: TestEngine) async throws {
        try await withInboxHouse(engine) { house in
            let first = try await house.holder("first", of: "9001", post: "receiving")
            _ = try await house.holder("second", of: "9001", post: "work")
            for round in 0..<6 {
                let item = try await house.put("paper\(round)", to: .post("9001/receiving"))
                let outcomes = await withTaskGroup(of: Int.self) { group in
                    for _ in 0..<3 {
                        group.addTask { (try? await house.settle("paper\(round)")) ?? 0 }
                        group.addTask {
                            let send = DelegateItem(item: item, to: .post("9001/work"), note: "")
                            return (try? await house.door.perform(send, as: first)) == true ? 100 : 0
                        }
                    }
                    return await group.reduce(0, +)
                }
                #expect(outcomes % 100 == 1, "settled \(outcomes % 100) times")
                #expect(outcomes / 100 <= 1)
                #expect(try await house.number("SELECT COUNT(*) AS n FROM inbox_places WHERE until IS NULL") == 0)
            }
        }
    }
}
