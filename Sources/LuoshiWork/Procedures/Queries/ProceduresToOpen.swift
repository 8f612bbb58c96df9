import Database
package import LuoshiCore

/// Procedures that the reader may open a case of on a record now.
package struct ProceduresToOpen: Query {
    package static let name = "case.to_open"
    let register: String
    let record: String

    package init(register: String, record: String) {
        self.register = register
        self.record = record
    }

    package var permission: Permission { "case.list" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.account(reading.standing.account ?? "")] }

    package func answer(in reading: Reading) throws -> [Procedure] {
        guard let definition = reading.registers.register(register),
            let found = try RecordStore(definition, in: reading.session).record(record), found.standing == .live,
            !reading.inForce.isAsKnownThen
        else { return [] }
        let store = CaseStore(reading.session)
        return try reading.procedures.values.filter { declared in
            guard declared.procedure.register == register,
                try store.open(declared.procedure.key, register: register, record: record) == nil
            else { return false }
            let command = OpenCase(procedure: declared.procedure.key, record: record)
            let opening = CaseOpening(declared.procedure, declared.declaration, definition)
            return try reading.standing.isAmong(opening.mayOpen(found, in: reading))
                && command.subjects(in: reading).allSatisfy {
                    reading.allows(command.permission, on: $0, writing: true)
                }
        }.map(\.procedure).sorted { $0.title < $1.title }
    }
}
