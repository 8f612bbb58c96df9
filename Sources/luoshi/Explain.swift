import ArgumentParser
import Foundation
import LuoshiCore

/// Runs a step of a command; a public error becomes its sentence on standard error, with the exit code of faulty data (65).
func orExplain<T>(_ step: () throws -> T) throws -> T {
    do { return try step() } catch { throw explained(error) }
}

/// The same for a step that waits.
func orExplain<T: Sendable>(_ step: () async throws -> T) async throws -> T {
    do { return try await step() } catch { throw explained(error) }
}

private func explained(_ error: any Error) -> any Error {
    switch error {
    case let error as any PublicError: warn(error.message)
    case let error as PackageFaults: warn(error.description)
    default: return error
    }
    return ExitCode(65)
}

/// Writes a line to standard error.
func warn(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }

/// Writes a line to standard output at once, also where that is a file or a pipe.
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
