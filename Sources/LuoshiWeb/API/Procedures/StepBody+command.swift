import LuoshiCore
import LuoshiWork

extension StepBody {
    /// The step, its values read by the register on whose records the procedure runs.
    func command(_ call: APICall) async throws -> TakeStep {
        let procedure = try call.path("procedure")
        let declared = try await call.site.door.ask(ProcedureByKey(procedure), as: .system("api"))
        let register = try await call.site.door.ask(
            RegisterByKey(try declared.found("这个流程").register), as: .system("api")
        ).register
        let given = try given
        return TakeStep(
            try call.path("case"), of: procedure, step: step.text, stay: stay,
            input: try RecordInput(values ?? [:], register), documents: given.map(\.document),
            files: given.compactMap(\.file), reason: reason?.text, missing: (missing ?? []).map(\.text))
    }

    private var given: [(document: GivenDocument, file: SentFile?)] {
        get throws {
            try (documents ?? [:]).sorted { $0.key < $1.key }.map { key, document in
                let file = try document.file.map { file in
                    SentFile(
                        name: file.name.text,
                        bytes: try RecordInput.base64(file.content, "/documents/\(key)/file/content"))
                }
                let given = GivenDocument(
                    key: key, letterNumber: document.letterNumber?.text, letterDate: document.letterDate,
                    issuer: document.issuer?.text, sent: file)
                return (given, file)
            }
        }
    }
}
