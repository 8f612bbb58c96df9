package import LuoshiCore

/// A file that was given with a step of a case, for whoever may read the case.
package struct CaseFileContent: Query {
    package static let name = "case.file"
    let id: String
    let procedure: String
    let hash: String

    package init(_ id: String, of procedure: String, hash: String) {
        self.id = id
        self.procedure = procedure
        self.hash = hash
    }

    package var permission: Permission { Permission("case.read.\(procedure)") }
    package func subjects(in reading: Reading) throws -> [Subject] {
        try CaseByID(id, of: procedure).subjects(in: reading)
    }

    /// Nil where the case has no such file.
    package func answer(in reading: Reading) throws -> AttachmentContent? {
        guard let item = try CaseStore(reading.session).item(id), item.procedure == procedure else { return nil }
        return try AttachmentStore(reading.session).content(hash, of: item.subject)
    }
}
