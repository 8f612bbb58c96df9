import Foundation
import LuoshiCore
import LuoshiWeb
import Subprocess
import SystemPackage

/// Reads uploaded documents in a process of their own: a file made to crash or to eat memory takes only that process with it.
enum DocumentProcess {
    /// What came back is at most text and draft of a 20 MB file.
    private static let answerLimit = 256 << 20

    static let read: DocumentReading = { bytes, name in
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("luoshi-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("document")
        try Data(bytes).write(to: file)

        let result = try await run(
            .path(.init(Bundle.main.executablePath ?? "luoshi")),
            arguments: ["read-document", file.path, "--name", name], output: .data(limit: answerLimit),
            error: .discarded)
        guard result.terminationStatus.isSuccess,
            let answer = try? JSONDecoder().decode(DocumentAnswer.self, from: result.standardOutput)
        else { throw Refusal("unreadable", "这个文件读不出来，可能已损坏，或内容过于复杂。请另存为 docx 或 pdf 后再试。") }
        if let fault = answer.fault { throw Refusal(fault.code, status: fault.status, fault.message) }
        guard let draft = answer.draft else { throw Refusal("unreadable", "这个文件里没有读出内容，请换一个格式再试。") }
        return ReadDocument(format: answer.format, sha256: answer.sha256, text: answer.text, draft: draft)
    }
}
