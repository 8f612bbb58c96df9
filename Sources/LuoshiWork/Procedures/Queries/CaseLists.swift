import Database
package import LuoshiCore

/// Which cases a list shows.
package enum CaseSelection: Sendable, Hashable {
    /// Those that lie at the reader's posts.
    case mine
    /// Those that the reader opened.
    case opened
    /// All that the reader may see, open ones.
    case open
    /// All that the reader may see, closed ones.
    case closed
    /// All that the reader may see and whose deadline has passed.
    case overdue

    package static let all: [(key: String, title: String, selection: CaseSelection)] = [
        ("mine", "在我手上", .mine), ("opened", "我发起的", .opened), ("open", "办理中", .open), ("overdue", "已逾期", .overdue),
        ("closed", "已办结", .closed),
    ]
}

/// One line of a list of cases.
package struct CaseRow: Sendable {
    package let item: Case
    /// Whose it is; nil for a matter of the city.
    package let unitName: String?
    package let procedureTitle: String
    package let stateTitle: String
    /// Where it lies, in words.
    package let holders: [String]
    package let workingDaysLeft: Int?
}

/// One page of a list of cases.
package struct CasePage: Sendable {
    package let rows: [CaseRow]
    /// Asks for the next page; nil on the last one.
    package let next: String?
}

/// Cases that the reader may see, latest first.
package struct CaseList: Query {
    package static let name = "case.list"
    let selection: CaseSelection
    let procedure: String?
    let after: String?
    let limit: Int

    package init(_ selection: CaseSelection, procedure: String? = nil, after: String? = nil, limit: Int = 50) {
        self.selection = selection
        self.procedure = procedure
        self.after = after
        self.limit = limit
    }

    package var permission: Permission { "case.list" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.account(reading.standing.account ?? "")] }

    package func answer(in reading: Reading) throws -> CasePage {
        let rows = CaseRows(reading)
        var found: [CaseRow] = []
        var place = Self.place(after)
        // Rows that the reader may not see are left out, so that one page may take several readings.
        while found.count <= limit {
            let batch = try rows.cases(selection, procedure: procedure, after: place, limit: 200)
            for item in batch where found.count <= limit {
                if let row = try rows.row(item, in: selection) { found.append(row) }
            }
            guard let last = batch.last, batch.count == 200 else { break }
            place = (last.openedOn, last.id)
        }
        let next = found.count > limit ? found[limit - 1].item : nil
        return CasePage(rows: Array(found.prefix(limit)), next: next.map { "\($0.openedOn)|\($0.id)" })
    }

    private static func place(_ text: String?) -> (day: Day, id: String)? {
        guard let parts = text?.split(separator: "|"), parts.count == 2, let day = Day(parts[0]) else { return nil }
        return (day, String(parts[1]))
    }
}

/// Cases on one record that the reader may see, latest first.
package struct CasesOfRecord: Query {
    package static let name = "case.of_record"
    let register: String
    let record: String

    package init(register: String, record: String) {
        self.register = register
        self.record = record
    }

    package var permission: Permission { "case.list" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.account(reading.standing.account ?? "")] }

    package func answer(in reading: Reading) throws -> [CaseRow] {
        let rows = CaseRows(reading)
        return try CaseStore(reading.session).items(register: register, record: record).compactMap { try rows.row($0) }
    }
}
