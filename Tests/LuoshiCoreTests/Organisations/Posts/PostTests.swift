import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct PostTests {
    private static let system = Actor.system("test")
    private static let today = Day(year: 2022, month: 8, day: 5) ?? Day(number: 0)

    /// A door on the house's database on another day.
    private static func door(_ house: House, _ day: String) -> Door {
        Door(database: house.database, clock: house.clock.business(today: Day(day)))
    }

    @Test(arguments: TestDatabases.engines)
    func `a handover ends one's time, begins the other's, and the open work is found by the successor`(
        engine: TestEngine
    ) async throws {
        try await withInboxHouse(engine) { house in
            let giver = try await house.holder("giver", of: "9001", post: "receiving")
            let taker = try await house.holder("taker", of: "9001", post: "other")
            let head = try await house.holder("head", of: "9001", post: "head", roles: ["head"])
            let item = try await house.put("paper", to: .post("9001/receiving"), due: .workingDays(5))
            try await house.put("sent", to: .post("9001/receiving"))
            let sent = try await house.database.texts("SELECT id AS t FROM inbox_items WHERE title = 'sent'")
            let send = DelegateItem(item: sent[0], to: .post("9001/other"), note: "")
            _ = try await house.door.perform(send, as: giver)

            let hand = HandOver(
                post: "9001/receiving", from: "p-giver", to: "p-taker", day: Self.today, note: "钥匙在抽屉")
            await #expect(throws: Refusal.self) { try await house.door.perform(hand, as: giver) }
            let sheet = try await house.door.perform(hand, as: head)
            #expect(try await house.titles(giver) == [])
            #expect(Set(try await house.titles(taker)) == ["paper", "sent", "核对并确认交接单：收文岗"])
            #expect(try await house.titles(taker, .delegated) == ["sent"])

            let detail = try #require(try await house.door.ask(HandoverByID(sheet), as: taker))
            let lines = detail.handover.sheet.sections.map { $0.lines.map(\.text) }
            #expect(lines == [["paper"], ["sent"], []])
            #expect(detail.mayConfirm)
            #expect(try await house.door.ask(HandoverByID(sheet), as: giver)?.mayConfirm == false)
            #expect(try await house.door.ask(HandoverByID(sheet), as: head)?.mayConfirm == false)
            await #expect(throws: Refusal.self) {
                try await house.door.perform(ConfirmHandover(sheet), as: giver)
            }
            _ = try await house.settle("paper")
            _ = try await house.door.perform(ConfirmHandover(sheet), as: taker)
            await #expect(throws: Refusal.self) { try await house.door.perform(ConfirmHandover(sheet), as: taker) }
            #expect(try await house.titles(taker) == ["sent"])
            let kept = try await house.door.ask(HandoverByID(sheet), as: head)
            #expect(kept?.handover.sheet == detail.handover.sheet)
            #expect(item != sent[0])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `of two handovers of one post at once one goes through`(engine: TestEngine) async throws {
        try await withInboxHouse(engine) { house in
            _ = try await house.holder("giver", of: "9001", post: "receiving")
            for name in ["xan", "yan"] { _ = try await house.holder(name, of: "9001", post: "other") }
            let done = await withTaskGroup(of: Int.self) { group in
                for name in ["xan", "yan"] {
                    let hand = HandOver(
                        post: "9001/receiving", from: "p-giver", to: "p-\(name)", day: Self.today, note: "")
                    group.addTask { (try? await house.door.perform(hand, as: Self.system)) == nil ? 0 : 1 }
                }
                return await group.reduce(0, +)
            }
            #expect(done == 1)
            #expect(try await house.number("SELECT COUNT(*) AS n FROM handovers") == 1)
            #expect(
                try await house.number(
                    "SELECT COUNT(*) AS n FROM post_holders WHERE post = '9001/receiving' AND known_to IS NULL") == 1)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `nobody takes a post that is being closed`(engine: TestEngine) async throws {
        try await withInboxHouse(engine) { house in
            for round in 0..<6 {
                _ = try await house.holder("x\(round)", of: "9001", post: "other")
                let post = try await house.door.perform(CreatePost(unit: "9001", title: "临时岗\(round)"), as: Self.system)
                await withTaskGroup(of: Void.self) { group in
                    group.addTask {
                        _ = try? await house.door.perform(ClosePost(post: post, successor: nil), as: Self.system)
                    }
                    group.addTask {
                        let take = TakePost(post: post, person: "p-x\(round)", from: Self.today)
                        _ = try? await house.door.perform(take, as: Self.system)
                    }
                }
                #expect(try await house.number("SELECT COUNT(*) AS n FROM post_closings WHERE post = \(post)") == 1)
                #expect(
                    try await house.number(
                        "SELECT COUNT(*) AS n FROM post_holders WHERE post = \(post) AND known_to IS NULL") == 0)
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a post with open work closes only in favour of another, whose holders then find the work`(
        engine: TestEngine
    ) async throws {
        try await withInboxHouse(engine) { house in
            let clerk = try await house.holder("clerk", of: "9001", post: "receiving")
            let head = try await house.holder("head", of: "9001", post: "head", roles: ["head"])
            let post = try await house.door.perform(CreatePost(unit: "9001", title: "平台岗"), as: head)
            try await house.put("paper", to: .post(post))
            let refusal = await #expect(throws: Refusal.self) {
                try await house.door.perform(ClosePost(post: post, successor: nil), as: head)
            }
            #expect(refusal?.code == "post_not_empty")
            await #expect(throws: Refusal.self) {
                try await house.door.perform(ClosePost(post: post, successor: "9002/receiving"), as: Self.system)
            }
            await #expect(throws: Refusal.self) {
                try await house.door.perform(ClosePost(post: "9001/receiving", successor: post), as: head)
            }
            #expect(try await house.titles(head) == ["paper"])
            _ = try await house.door.perform(ClosePost(post: post, successor: "9001/receiving"), as: head)
            #expect(try await house.titles(head) == [])
            #expect(try await house.titles(clerk) == ["paper"])
            await #expect(throws: Refusal.self) {
                try await house.door.perform(TakePost(post: post, person: "p-clerk", from: Self.today), as: head)
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `whoever leaves is out from that day without anything being run, and the head is left with the work`(
        engine: TestEngine
    ) async throws {
        try await withInboxHouse(engine, today: Self.today) { house in
            let clerk = try await house.holder("clerk", of: "9001", post: "receiving")
            let head = try await house.holder("head", of: "9001", post: "head", roles: ["head"])
            try await house.put("paper", to: .post("9001/receiving"))
            try await house.put("personal", to: .account("a-clerk"))
            let leaves = PersonLeaves(person: "p-clerk", on: Day(number: Self.today.number + 3), reason: .transferred)
            #expect(try await house.door.perform(leaves, as: head) == ["9001/receiving"])
            await #expect(throws: Refusal.self) { try await house.door.perform(leaves, as: head) }
            #expect(try await house.titles(clerk).count == 2)
            let late = TakePost(
                post: "9001/receiving", person: "p-clerk", from: Day(number: Self.today.number + 4))
            await #expect(throws: Refusal.self) { try await house.door.perform(late, as: head) }

            let after = Self.door(house, "2022-08-08")
            let refusal = await #expect(throws: Refusal.self) {
                try await after.ask(MyInbox(account: "a-clerk", tab: .open), as: clerk)
            }
            #expect(refusal?.code == "sign_in_required")
            let found = try await after.ask(MyInbox(account: "a-head", tab: .open), as: head).rows
            #expect(Set(found.map(\.item.title)) == ["paper", "personal"])
            #expect(found.map(\.isStandIn) == [true, true])

            _ = try await after.perform(CancelDeparture(person: "p-clerk"), as: head)
            #expect(try await after.ask(MyInbox(account: "a-clerk", tab: .open), as: clerk).rows.count == 1)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a head acts within the own unit alone and fills no post from which rights are given`(
        engine: TestEngine
    ) async throws {
        try await withInboxHouse(engine) { house in
            let head = try await house.holder("head", of: "9001", post: "head", roles: ["head"])
            _ = try await house.holder("clerk", of: "9001", post: "receiving")
            _ = try await house.holder("ruler", of: "9001", post: "ruler", roles: ["office"])
            for refused in ["9001/ruler", "9002/receiving"] {
                let take = TakePost(post: refused, person: "p-clerk", from: Self.today)
                let refusal = await #expect(throws: Refusal.self) { try await house.door.perform(take, as: head) }
                #expect(refusal?.status == 403)
            }
            await #expect(throws: Refusal.self) {
                try await house.door.perform(SetPostRoles(post: "9001/head", roles: ["office"]), as: head)
            }
            await #expect(throws: Refusal.self) {
                try await house.door.perform(CreatePost(unit: "9002", title: "外单位岗"), as: head)
            }
            let act = ActFor(
                post: "9001/receiving", person: "p-head", from: Self.today, until: Self.today.adding(days: 5))
            _ = try await house.door.perform(act, as: head)
            await #expect(throws: Refusal.self) { try await house.door.perform(act, as: head) }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a past day shows the posts, titles and holders that were known then`(engine: TestEngine) async throws {
        try await withInboxHouse(engine, today: Self.today) { house in
            let head = try await house.holder("head", of: "9001", post: "head", roles: ["head"])
            _ = try await house.holder("clerk", of: "9001", post: "receiving")
            let next = Self.door(house, "2022-08-08")
            let post = try await next.perform(CreatePost(unit: "9001", title: "平台岗"), as: head)
            _ = try await next.perform(TakePost(post: post, person: "p-clerk", from: Self.today), as: head)
            let last = Self.door(house, "2022-08-10")
            _ = try await last.perform(RenamePost(post: post, title: "平台建设岗"), as: head)
            func seen(_ day: String?) async throws -> [String] {
                let answer = try await last.ask(
                    PostsOfUnit("9001"), as: head, knownOn: day.flatMap { Day($0) })
                return (answer?.posts ?? []).map { "\($0.post.title) \($0.holders.map(\.person).joined())" }.sorted()
            }
            #expect(try await seen("2022-08-05") == ["主要负责人 p-head", "收文岗 p-clerk"])
            #expect(try await seen("2022-08-09").contains("平台岗 p-clerk"))
            #expect(try await seen(nil).contains("平台建设岗 p-clerk"))
        }
    }
}
