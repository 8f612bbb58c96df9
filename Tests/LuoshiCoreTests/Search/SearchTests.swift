import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct SearchTests {
    private static func item(_ id: String, _ title: String, _ body: String = "") -> SearchItem {
        SearchItem(id: id, kind: "单位", title: title, body: body, address: "/\(id)")
    }

    private static let items = [
        item("a", "市科技局", "百色市科学技术局"), item("b", "市财政局", "财政局 科目管理"),
        item("c", "R&D 经费投入强度", "Research and Development，占 GDP 0.8％"), item("d", "高新技术企业", "ＨＮＴＥ 保有量 70 家"),
        item("e", "技术合同", "科学与技术"), item("f", "局科技", "倒过来写"), item("g", "创新平台", "隔开：科、技、局"),
    ]

    /// Searches for the words and expects exactly these ids, in this order.
    private static func expect(_ words: String, _ expected: [String], in database: Database, limit: Int = 50)
        async throws
    {
        let found = try await database.read { try SearchIndex($0).find(words, limit: limit).map(\.id) }
        #expect(found == expected, "\(words)")
    }

    private static func withItems(
        _ engine: TestEngine, _ items: [SearchItem] = items, _ body: (Database) async throws -> Void
    ) async throws {
        try await withDatabase(engine, migrations: Migration.core) { database in
            try await database.write { session in for item in items { try SearchIndex(session).put(item) } }
            try await body(database)
        }
    }

    /// The order is fixed here, so it is the same on every engine.
    private static let questions: [(String, [String])] = [
        ("局", ["a", "b", "f", "g"]), ("科技", ["a", "f"]), ("技术", ["d", "e", "a"]), ("科技局", ["a"]), ("市科技局", ["a"]),
        ("局科", ["f"]), ("技局", ["a"]), ("科学技术", ["a"]), ("科学 技术", ["e", "a"]), ("技术　科学", ["e", "a"]),
        ("hnte", ["d"]), ("ＨＮＴＥ", ["d"]), ("HnTe", ["d"]), ("gdp", ["c"]), ("ＧＤＰ", ["c"]), ("r&d", ["c"]), ("d", ["c"]),
        ("0.8", ["c"]), ("７０", ["d"]), ("70家", []), ("70 家", ["d"]), ("dev", ["c"]), ("evelop", ["c"]), ("devlop", []),
        ("", []), ("　", []), ("，。！", []), ("%", []), ("'", []), ("无此词", []), ("科技 财政", []),
    ]

    @Test(arguments: TestDatabases.engines)
    func `words of any length are found, in one order, and nothing else is`(engine: TestEngine) async throws {
        try await Self.withItems(engine) { database in
            for (words, expected) in Self.questions {
                try await Self.expect(words, expected, in: database)
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `an item put again is found by its new words alone, one removed not at all`(engine: TestEngine) async throws {
        try await Self.withItems(engine) { database in
            try await database.write { session in
                try SearchIndex(session).put(Self.item("a", "市教育局"))
                try SearchIndex(session).remove("b")
            }
            try await Self.expect("科技局", [], in: database)
            try await Self.expect("教育", ["a"], in: database)
            try await Self.expect("财政", [], in: database)
            #expect(try await database.number("SELECT COUNT(*) AS n FROM search_grams WHERE item = 'b'") == 0)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a true hit is not crowded out by items that only hold the pairs`(engine: TestEngine) async throws {
        let lookalikes = (10..<40).map { Self.item("x\($0)", "科技 技局 的标题") }
        try await Self.withItems(engine, lookalikes + [Self.item("z", "标题", "正文里的科技局")]) { database in
            try await Self.expect("科技局", ["z"], in: database, limit: 3)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `the limit holds, and a whole sentence can be searched for`(engine: TestEngine) async throws {
        let sentence = String((0..<120).compactMap { Unicode.Scalar(0x4E00 + $0 * 7).map(Character.init) })
        try await Self.withItems(engine, (10..<30).map { Self.item("x\($0)", "同名") } + [Self.item("s", sentence)]) {
            database in
            try await Self.expect("同名", ["x10", "x11", "x12", "x13", "x14"], in: database, limit: 5)
            try await Self.expect(sentence, ["s"], in: database)
            try await Self.expect(sentence + "尾", [], in: database)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `adopting a package makes its units findable, for those who may search`(engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let auditor = try await house.account("auditor", roles: ["auditor"])
            let reader = try await house.account("reader", roles: ["holder_all"])
            let found = try await house.door.ask(FindAnything("甲局"), as: auditor)
            #expect(found.map(\.id) == ["unit:9000-a"])
            #expect(found.map(\.address) == ["/units/9000-a"])
            await #expect(throws: Refusal.self) { try await house.door.ask(FindAnything("甲局"), as: reader) }
        }
    }
}
