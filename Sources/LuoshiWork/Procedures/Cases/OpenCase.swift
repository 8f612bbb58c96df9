import Database
import Foundation
package import LuoshiCore

/// Opens a case of a procedure on a record; it begins in the procedure's first state.
package struct OpenCase: Command {
    package static let name = "case.open"
    let procedure: String
    let record: String

    package init(procedure: String, record: String) {
        self.procedure = procedure
        self.record = record
    }

    package var permission: Permission { Permission("case.open.\(procedure)") }

    package func subjects(in reading: Reading) throws -> [Subject] {
        // Whoever may not is told so, whether or not there is such a procedure.
        guard let procedure = reading.procedures[procedure]?.procedure,
            let register = reading.registers.register(procedure.register)
        else { return [.city] }
        let found = try RecordStore(register, in: reading.session).record(record)
        let unit = found?.unit
        let matter = CaseMatter(register: register, unit: unit, values: found?.values ?? [:], opener: nil)
        let places = try procedure.openedBy.flatMap { try PartyPlaces(reading).places(of: $0, for: matter) }
        return [
            Subject(
                units: unit.map { [$0] } ?? [], lines: [register.lineName],
                assignees: try CaseRights(reading).assignees(of: places))
        ]
    }

    package func locks(in reading: Reading) throws -> [LockKey] {
        [LockKey(RegisterRecord.subject(try reading.declared(procedure).procedure.register, record))]
    }

    /// Returns the case's id.
    package func run(_ change: inout Change) throws -> String {
        let (procedure, declaration) = try change.reading.declared(self.procedure)
        let register = try change.register(procedure.register)
        guard let found = try RecordStore(register, in: change.session).record(record), found.standing == .live else {
            throw Refusal.notFound("这条记录")
        }
        let opening = CaseOpening(procedure, declaration, register)
        guard try change.standing.isAmong(opening.mayOpen(found, in: change.reading)) else {
            throw Refusal(
                "case_not_opener", status: 403, "这个流程由\(try opening.openers(found, in: change.reading))发起。请转告他们办理。")
        }
        return try opening.open(found, in: &change).id
    }
}

/// Opens cases of one procedure within a command.
struct CaseOpening {
    private let procedure: Procedure
    private let declaration: Procedure.Declaration
    private let register: RegisterDefinition

    init(_ procedure: Procedure, _ declaration: Procedure.Declaration, _ register: RegisterDefinition) {
        self.procedure = procedure
        self.declaration = declaration
        self.register = register
    }

    func mayOpen(_ record: RegisterRecord, in reading: Reading) throws -> Set<String> {
        let places = try procedure.openedBy.flatMap { try PartyPlaces(reading).places(of: $0, for: matter(record)) }
        return try CaseRights(reading).assignees(of: places)
    }

    /// Who may open one, in words.
    func openers(_ record: RegisterRecord, in reading: Reading) throws -> String {
        try procedure.openedBy.map { try PartyPlaces(reading).words($0, for: matter(record)) }.joined(separator: "、")
    }

    /// Refuses while another case of the procedure is open on the record.
    @discardableResult
    func open(_ record: RegisterRecord, isTold: Bool = true, in change: inout Change) throws -> Case {
        let store = CaseStore(change.session)
        if let other = try store.open(procedure.key, register: register.key, record: record.id) {
            throw Refusal(
                "case_open", status: 409, "“\(other.title)”的\(procedure.title)正在办理（\(other.openedOn) 发起），办结之前不能再发起一次。")
        }
        try store.keep(declaration, of: procedure.key)
        let openers = try mayOpen(record, in: change.reading)
        let own = change.standing.capacities.filter(\.isOwn).compactMap(\.post)
        var item = Case(
            id: RecordStore.newID(), procedure: procedure.key, declaration: declaration.hash,
            register: register.key, record: record.id,
            title: try RecordNames(change.reading).name(of: record, register), unit: record.unit,
            opener: change.standing.account, openerName: change.standing.name,
            openerPost: own.first { openers.contains("post:\($0)") } ?? own.first,
            openedOn: change.day, state: procedure.initial.key, stay: 1, level: 0, dueOn: nil, passedOn: nil,
            paused: nil, closedOn: nil)
        var file = CaseFile(item, procedure, register, record)
        let entry = try CaseCourse.entry(to: item.state, of: file, values: record.values, in: change.reading)
        item.dueOn = entry.due
        file.item = item
        try CaseCourse.open(file, entry, isTold: isTold, in: &change)
        return item
    }

    private func matter(_ record: RegisterRecord) -> CaseMatter {
        CaseMatter(register: register, unit: record.unit, values: record.values, opener: nil)
    }
}
