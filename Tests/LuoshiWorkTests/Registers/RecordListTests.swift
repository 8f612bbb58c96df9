import Database
import DatabaseTesting
import LuoshiCore
import Testing

@testable import LuoshiWork

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
            await #expect(throws: RecordFaults.self) {
                try await names(ListRequest(conditions: ["area": [.contains("1")]]))
            }
        }
    }

    @Test func `whatever a list is sorted by, no page of it is sorted anew, and a deep one is found by the index`()
        async throws
    {
        try await WorkHouse.with(.sqliteMemory) { house in
            for number in 1...8 {
                let more = number % 2 == 0 ? ["certified_on": "2022-01-0\(number)", "area": "\(number)"] : [:]
                _ = try await house.platform("平台\(number)", more: more)
            }
            let searchable = try await house.door.ask(RegisterByKey("platforms"), as: house.system).searchable
            for sort in searchable.sorted() {
                for down in [false, true] {
                    let request = ListRequest(sort: sort, isDescending: down, limit: 3)
                    let first = try await house.door.ask(RecordList("platforms", request), as: house.system)
                    var second = request
                    second.after = first.next
                    for request in [request, second] {
                        for plan in try await house.plans(of: request) {
                            // At most one record has the value of a unique field: there is nothing to sort.
                            let isSorted = plan.contains("TEMP B-TREE") && !plan.contains("INDEX r_platforms_u_")
                            #expect(!isSorted, "\(sort) \(down): \(plan)")
                            #expect(plan.contains("USING INDEX r_platforms_"), "\(sort) \(down): \(plan)")
                            let isDeep = request.after != nil
                            #expect(!isDeep || plan.hasPrefix("SEARCH"), "\(sort) \(down): \(plan)")
                        }
                    }
                }
            }
        }
    }

    @Test func `whatever a list is narrowed by, an index leads to the records`() async throws {
        try await WorkHouse.with(.sqliteMemory) { house in
            let conditions: [(String, ListRequest.Condition)] = [
                ("kind", .any(["lab"])), ("level", .any(["region"])), ("host", .any(["9001"])),
                ("certified_on", .from("2022-01-01")), ("spent", .to("5")), ("area", .from("3")),
                ("code", .any(["91350100M000100Y43"])), ("years", .from("1")), ("name", .any(["甲"])),
            ]
            for (field, condition) in conditions {
                var request = ListRequest(conditions: [field: [condition]])
                if case .any = condition {} else { request.sort = field }
                for plan in try await house.plans(of: request) {
                    #expect(plan.contains("USING INDEX r_platforms_"), "\(field): \(plan)")
                }
            }
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

extension WorkHouse {
    /// How SQLite reads the stretches of a page.
    fileprivate func plans(of request: ListRequest) async throws -> [String] {
        try await door.ask(ListPlans(request: request), as: system)
    }
}

/// The plans of a page's statements.
private struct ListPlans: Query {
    static let name = "test.plans"
    let request: ListRequest

    var permission: Permission { "record.read.platforms" }
    func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    func answer(in reading: Reading) throws -> [String] {
        let register = try reading.register("platforms")
        let selection = ListSelection(register: register, rights: FieldRights(register, reading), reading: reading)
        let page = try ListPage(request, selection, RecordStore(register, in: reading.session))
        return try page.stretches().map { try reading.session.explain(page.statement($0, limit: 4)) }
    }
}
