import Database
import DatabaseTesting
import LuoshiCore
import Testing

/// Whatever people do with posts, every open item is found by exactly those who should find it.
@Suite struct OpenWorkTests {
    private static let people = ["ann", "bob", "cat", "hal"]
    private static let posts = ["9001/head", "9001/receiving", "9001/one", "9001/two"]
    private static let today = Day(year: 2022, month: 8, day: 5) ?? Day(number: 0)

    /// The rule said again, plainly: who holds what, what is closed in favour of what, who is gone.
    private struct Model {
        var holders: [String: Set<String>] = [:]
        var closed: [String: String] = [:]
        var gone: Set<String> = []
        var items: [String: String] = [:]

        /// The people who find an item that lies at a post; empty is 无人接收.
        func finders(of post: String) -> Set<String> {
            var at = post
            while let next = closed[at] { at = next }
            let own = holders[at] ?? []
            return own.isEmpty ? holders["9001/head"] ?? [] : own
        }
    }

    @Test(arguments: TestDatabases.engines, [1, 2, 3])
    func `open work is never lost`(engine: TestEngine, seed: UInt64) async throws {
        try await withInboxHouse(engine, today: Self.today) { house in
            var model = Model()
            for person in Self.people { _ = try await house.holder(person, of: "9001", post: "desk-\(person)") }
            let office = try await house.holder("office", of: "9000-a", post: "work", roles: ["office"])
            for post in ["one", "two"] {
                _ = try await house.holder("temp-\(post)", of: "9001", post: post)
                _ = try await house.door.perform(
                    LeavePost(post: "9001/\(post)", person: "p-temp-\(post)", on: Self.today), as: .system("test"))
            }
            try await house.database.write { session in
                for post in Self.posts {
                    try session.execute(
                        """
                        INSERT INTO post_roles (post, role, valid_from, known_from)
                        VALUES (\(post), 'clerk', '2022-01-01', '2022-01-01') ON CONFLICT DO NOTHING
                        """)
                }
            }
            var dice = Dice(state: seed)
            for step in 0..<40 {
                try await Self.move(&model, &dice, step, house)
                try await Self.compare(model, house, office, step)
            }
            #expect(!model.items.isEmpty)
        }
    }

    private static func move(_ model: inout Model, _ dice: inout Dice, _ step: Int, _ house: House) async throws {
        let post = dice.pick(posts)
        let person = dice.pick(people)
        let system = Actor.system("test")
        switch dice.roll(8) {
        case 0, 1, 2:
            try await house.put("item-\(step)", to: .post(post))
            model.items["item-\(step)"] = post
        case 3:
            let take = TakePost(post: post, person: "p-\(person)", from: today)
            if (try? await house.door.perform(take, as: system)) != nil {
                model.holders[post, default: []].insert(person)
            }
        case 4:
            let leave = LeavePost(post: post, person: "p-\(person)", on: today)
            if (try? await house.door.perform(leave, as: system)) != nil { model.holders[post]?.remove(person) }
        case 5:
            guard let giver = model.holders[post]?.sorted().first else { return }
            let hand = HandOver(post: post, from: "p-\(giver)", to: "p-\(person)", day: today, note: "")
            if (try? await house.door.perform(hand, as: system)) != nil {
                model.holders[post]?.remove(giver)
                model.holders[post]?.insert(person)
            }
        case 6 where step > 20:
            let successor = dice.pick(posts)
            let close = ClosePost(post: post, successor: successor)
            if (try? await house.door.perform(close, as: system)) != nil {
                model.closed[post] = successor
                model.holders[post] = []
            }
        default:
            if step % 13 == 12, person != "hal" {
                let leaves = PersonLeaves(person: "p-\(person)", on: today, reason: .left)
                if (try? await house.door.perform(leaves, as: system)) != nil {
                    for key in posts { model.holders[key]?.remove(person) }
                    model.gone.insert(person)
                }
            } else if let settled = model.items.keys.sorted().first {
                #expect(try await house.settle(settled) == 1)
                model.items[settled] = nil
            }
        }
    }

    private static func compare(_ model: Model, _ house: House, _ office: Actor, _ step: Int) async throws {
        for person in people where !model.gone.contains(person) {
            let expected = model.items.filter { model.finders(of: $0.value).contains(person) }.keys.sorted()
            let found = try await house.titles(.account("a-\(person)")).filter { $0.hasPrefix("item-") }.sorted()
            #expect(found == expected, "\(person) after step \(step)")
        }
        let lost = model.items.filter { model.finders(of: $0.value).isEmpty }.keys.sorted()
        let listed = try await house.door.ask(UnreceivedItems(), as: office).map(\.item.title)
        #expect(listed.filter { $0.hasPrefix("item-") }.sorted() == lost, "无人接收 after step \(step)")
    }
}

/// A small generator of numbers that gives the same ones for the same seed.
private struct Dice {
    var state: UInt64

    mutating func roll(_ sides: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(sides))
    }

    mutating func pick<T>(_ list: [T]) -> T { list[roll(list.count)] }
}
