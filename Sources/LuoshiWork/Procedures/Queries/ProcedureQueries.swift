import Database
package import LuoshiCore

/// The procedures of the package in force, by title.
package struct ProcedureList: Query {
    package static let name = "procedure.list"

    package init() {}

    package var permission: Permission { "procedure.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> [Procedure] {
        reading.procedures.values.map(\.procedure).sorted { $0.title < $1.title }
    }
}

/// One procedure of the package in force; nil where there is none of this key.
package struct ProcedureByKey: Query {
    package static let name = "procedure.read"
    let key: String

    package init(_ key: String) { self.key = key }

    package var permission: Permission { "procedure.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> Procedure? { reading.procedures[key]?.procedure }
}

/// What became of the cases that came into a state.
package struct StateFigures: Sendable, Equatable {
    package let state: String
    package let title: String
    /// How often a case came in.
    package var came = 0
    /// How many stand there.
    package var here = 0
    /// Working days that those took that have left, all together.
    package var workingDays = 0
    package var left = 0
    package var longest = 0
    /// How many left, or stand there, later than they were due.
    package var overdue = 0

    init(_ state: String, _ title: String) {
        self.state = state
        self.title = title
    }

    /// Working days in the mean, in tenths; nil where none has left.
    package var meanInTenths: Int? { left == 0 ? nil : (workingDays * 10 + left / 2) / left }
}

/// How many cases came into each state of a procedure, how long they stayed, and how many stayed too long.
package struct ProcedureStatistics: Query {
    package static let name = "case.statistics"
    let procedure: String

    package init(_ procedure: String) { self.procedure = procedure }

    package var permission: Permission { "case.statistics" }

    package func subjects(in reading: Reading) throws -> [Subject] {
        [Subject(lines: ["register:\(try reading.declared(procedure).procedure.register)"])]
    }

    /// In the order of the states; states of earlier declarations last.
    package func answer(in reading: Reading) throws -> [StateFigures] {
        let declared = try reading.declared(procedure).procedure
        var figures = declared.states.map { StateFigures($0.key, $0.title) }
        for stay in try stays(reading) {
            let index = figures.firstIndex { $0.state == stay.state } ?? figures.count
            if index == figures.count { figures.append(StateFigures(stay.state, stay.state)) }
            figures[index].came += stay.count
            let end = stay.left.flatMap { $0 <= reading.day ? $0 : nil }
            if let due = stay.due, due < end ?? reading.day { figures[index].overdue += stay.count }
            guard let end else {
                figures[index].here += stay.count
                continue
            }
            let days = reading.package?.calendar.workingDays(from: stay.came, to: end) ?? end.number - stay.came.number
            figures[index].left += stay.count
            figures[index].workingDays += days * stay.count
            figures[index].longest = max(figures[index].longest, days)
        }
        return figures
    }

    private typealias Stay = (state: String, came: Day, left: Day?, due: Day?, count: Int)

    /// Stays that agree in their days, counted by the database.
    private func stays(_ reading: Reading) throws -> [Stay] {
        try reading.session.all(
            """
            SELECT s.to_state, s.day, s.left_on, s.due_on, COUNT(*) AS n FROM case_steps s JOIN cases c ON c.id = s.case_id
            WHERE c.procedure = \(procedure) AND s.day <= \(reading.day)
            GROUP BY s.to_state, s.day, s.left_on, s.due_on ORDER BY s.to_state, s.day
            """
        ) { (try $0["to_state"], try $0["day"], try $0["left_on"], try $0["due_on"], try $0["n"]) }
    }
}
