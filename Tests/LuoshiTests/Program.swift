import Foundation
import Testing

/// The program itself, run as its users run it.
struct Program {
    static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    let process = Process()
    private let output: String

    /// Starts `luoshi` with what it prints going to files in the folder.
    init(_ arguments: [String], in folder: String) throws {
        output = folder + "/output-\(UUID().uuidString)"
        for name in [output, output + ".errors"] { _ = FileManager.default.createFile(atPath: name, contents: nil) }
        // The program lies beside the one that runs the tests.
        let products = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        process.executableURL = products.appendingPathComponent("luoshi")
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["LUOSHI_HOME": Self.repository]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle(forWritingAtPath: output)
        process.standardError = FileHandle(forWritingAtPath: output + ".errors")
        try process.run()
    }

    var printed: String { Self.text(output) }
    var errors: String { Self.text(output + ".errors") }

    /// Waits for the end, `limit` seconds at most, and returns the exit code.
    @discardableResult
    func ended(limit: Double = 120) async throws -> Int32 {
        let end = Date.now.addingTimeInterval(limit)
        while exitCode == nil, Date.now < end { try await Task.sleep(for: .milliseconds(10)) }
        if exitCode == nil {
            Issue.record("still running after \(limit) s: \(printed.suffix(300)) \(errors.suffix(300))")
            kill()
        }
        return exitCode ?? -1
    }

    /// The exit code, or the signal that ended it; nil while it runs. Asks the system as well: Foundation does not always hear
    /// of an end where many processes end at once.
    private var exitCode: Int32? {
        if !process.isRunning { return process.terminationStatus }
        var info = siginfo_t()
        let id = id_t(process.processIdentifier)
        guard waitid(P_PID, id, &info, WEXITED | WNOHANG | WNOWAIT) == 0, info._sifields._sigchld.si_pid != 0 else {
            return nil
        }
        return info._sifields._sigchld.si_status
    }

    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        for _ in 0..<1000 where exitCode == nil { usleep(10_000) }
    }

    /// Runs to the end and returns what it printed; an exit code other than `code` is an issue.
    static func run(_ arguments: [String], in folder: String, expecting code: Int32 = 0) async throws -> String {
        let program = try Program(arguments, in: folder)
        let found = try await program.ended()
        #expect(found == code, "luoshi \(arguments.first ?? ""): \(program.printed) \(program.errors)")
        return program.printed + program.errors
    }

    private static func text(_ path: String) -> String {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}

/// Runs the body with a folder of its own.
func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("luoshi-test-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder)
}
