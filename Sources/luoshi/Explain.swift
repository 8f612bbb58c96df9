import ArgumentParser
import Database
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
    case let error as BackupError: warn(error.sentence)
    case DatabaseError.other("migration-unknown", let detail):
        warn("数据库已由更新版本的程序升级，这个版本的程序不能启动。请换用新版本的程序。（\(detail)）")
    case DatabaseError.other("migration-changed", let detail), DatabaseError.other("migration-order", let detail):
        warn("这个程序与数据库的表结构对不上，没有启动。请使用正式发布的程序版本。（\(detail)）")
    case let error as DatabaseError where Refusal(database: error) != nil:
        warn("\(Refusal(database: error)?.message ?? "")（\(error)）")
    default: return error
    }
    return ExitCode(65)
}

/// Writes a line to standard error.
func warn(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }

/// Writes a line to standard output at once, also where that is a file or a pipe.
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
