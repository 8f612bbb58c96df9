import ArgumentParser
import Foundation
import LuoshiCore
import OfficeFiles
import PlanReader

/// What the server's own child process answers about an uploaded file.
struct DocumentAnswer: Codable {
    struct Fault: Codable {
        let code: String
        let status: Int
        let message: String
    }

    var format = ""
    var sha256 = ""
    var text = ""
    var draft: Draft?
    var fault: Fault?
}

/// `luoshi read-document`: reads one untrusted file within hard limits of memory and time, for the server.
struct ReadDocumentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "read-document", shouldDisplay: false)

    @Argument var document: String
    @Option var name: String

    func run() throws {
        Self.limit(Int32(RLIMIT_AS.rawValue), 3 << 30)
        Self.limit(Int32(RLIMIT_CPU.rawValue), 30)
        var answer = DocumentAnswer()
        do {
            let limits = ReadingLimits.standard
            let imported = try ImportedDraft(
                fileBytes(document, limit: limits.maxFileBytes), name: name, limits: limits)
            answer.format = imported.source.format
            answer.sha256 = imported.source.sha256
            answer.text = imported.text
            answer.draft = imported.draft
        } catch let error as any PublicError {
            answer.fault = DocumentAnswer.Fault(code: error.code, status: error.status, message: error.message)
        }
        FileHandle.standardOutput.write(try JSONEncoder().encode(answer))
    }

    private static func limit(_ resource: Int32, _ value: UInt) {
        var limit = rlimit(rlim_cur: value, rlim_max: value)
        _ = setrlimit(__rlimit_resource_t(UInt32(resource)), &limit)
    }
}
