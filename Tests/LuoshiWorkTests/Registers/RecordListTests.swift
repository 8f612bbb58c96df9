import Database
import DatabaseTesting
import LuoshiCore
import LuoshiWork
import Testing

@Suite struct RecordListTests {
    @Test(arguments: TestDatabases.engines)
    func `pages follow one another without loss or repetition, whatever the order`(engine: TestEngine) async throws {
        try await WorkHouse.with(engine) { house in
            for number in 1...13 {
                let area = number % 3 == 0 ? [:] : ["area": "\(number % 4)"]
                _ = try await house.platform("平台\(number)", host: number % 2 == 0 ? "9001" : "9002", more: area)
            }
            for sort in [nil, "area", "name", "host"] {
                for down in [false, true] {
                    var seen: [String] = []
                    var after: String?
                    repeat {
                        let request = ListRequest(sort: sort, isDescending: down, after: after, limit: 4)
                        let page = try await house.door.ask(RecordList("platforms", request), as: house.system)
                        #expect(page.total == 13)
                        seen += page.rows.map(\.record.id)
                        after = page.next
                    } while after != nil
                    #expect(seen.count == 13)
                    #expect(Set(seen).count == 13)
                }
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a list is filtered by choice, day, unit, part of a name and emptiness`(engine: TestEngine) async throws {
        try await WorkHouse.with(engine) { house in
            _ = try await house.platform(
                "百%铝", host: "9001-f", more: ["level": "region", "certified_on": "2022-01-05"])
            _ = try await house.platform("百色铝", host: "9001", more: ["level": "municipal", "fields_of_work": "铝"])
            _ = try await house.platform("西县茶", host: "9002", more: ["certified_on": "2021-06-30"])
            func names(_ request: ListRequest) async throws -> [String] {
                var request = request
                request.sort = "name"
                return try await house.door.ask(RecordList("platforms", request), as: house.system).rows.map(\.name)
            }
            #expect(try await names(ListRequest(conditions: ["level": [.any(["region", "municipal"])]])).count == 2)
            #expect(try await names(ListRequest(conditions: ["certified_on": [.from("2022-01-01")]])) == ["百%铝"])
            #expect(try await names(ListRequest(conditions: ["certified_on": [.to("2021-12-31")]])) == ["西县茶"])
            #expect(try await names(ListRequest(conditions: ["level": [.isEmpty(true)]])) == ["西县茶"])
            #expect(try await names(ListRequest(conditions: ["fields_of_work": [.any(["alu"])]])) == ["百色铝"])
            #expect(try await names(ListRequest(words: "百%")) == ["百%铝"])
            #expect(try await names(ListRequest(unit: "9001")).count == 2)
        }
    }

    @Test func `a list sorted by an indexed field reads the index`() async throws {
        try await WorkHouse.with(.sqliteMemory) { house in
            let plan = try await house.database.read { session in
                try session.explain(
                    "SELECT t.id FROM r_platforms t WHERE t.standing = 'live' AND 1 = 1 ORDER BY t.f_certified_on ASC NULLS FIRST, t.id ASC LIMIT 51"
                )
            }
            #expect(plan.contains("r_platforms_i_certified_on"))
            #expect(!plan.contains("TEMP B-TREE"))
        }
    }
}
