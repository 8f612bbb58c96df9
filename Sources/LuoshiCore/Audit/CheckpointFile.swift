import Crypto
package import Database
import Foundation
import Synchronization

/// The file of signed checkpoints: append-only, flushed to disk line by line.
///
/// Several programs may sign into one file, such as a server and the backup beside it: whoever writes locks the file and
/// first reads what the others have added.
package final class CheckpointFile: Sendable {
    private struct State {
        var heads: [String: Checkpoint.Head] = [:]
        var last = ""
        var number = 0
        /// Bytes of the file that were read.
        var offset: UInt64 = 0
    }

    private let path: String
    private let key: CheckpointKey
    private let state = Mutex(State())

    /// Opens the file and reads where it stands. A last line cut short by a crash was never complete: it is cut away.
    package init(path: String, key: CheckpointKey) throws {
        self.path = path
        self.key = key
        guard FileManager.default.fileExists(atPath: path) else { return }
        try state.withLock { state in
            try Self.withLockedFile(path) { try Self.catchUp(&state, $0) }
        }
    }

    /// Signs where all streams stand now. Nothing is written where nothing moved. Returns the checkpoint's number.
    @discardableResult
    package func write(_ database: Database, at instant: Instant) async throws -> Int {
        let heads = try await database.read { try AuditStore($0).heads() }
        return try state.withLock { state in
            try Self.withLockedFile(path) { file in
                try Self.catchUp(&state, file)
                return try append(heads, at: instant, &state, file)
            }
        }
    }

    /// The file's complete lines as they stand; empty where there is none yet.
    package static func content(of path: String) -> [UInt8] {
        let content = FileManager.default.contents(atPath: path) ?? Data()
        return content.lastIndex(of: 10).map { [UInt8](content[...$0]) } ?? []
    }

    private func append(
        _ heads: [StreamHead], at instant: Instant, _ state: inout State, _ file: FileHandle
    ) throws -> Int {
        let moved = heads.map {
            Checkpoint.Head(stream: $0.stream, sequence: $0.sequence, hash: hexadecimal($0.hash))
        }
        .filter { head in
            // A number that was signed once is not signed again with another hash: that would cover up a change.
            guard let known = state.heads[head.stream] else { return true }
            return known.sequence < head.sequence
        }
        guard !moved.isEmpty else { return state.number }
        var all = state.heads
        for head in moved { all[head.stream] = head }
        var checkpoint = Checkpoint(
            number: state.number + 1, at: instant.milliseconds, previous: state.last, moved: moved,
            root: Checkpoint.root(of: all))
        checkpoint.signature = try key.privateKey.signature(for: checkpoint.signedContent()).base64EncodedString()
        let line = try JSONEncoder.canonical.encode(checkpoint)
        let end = try file.seekToEnd()
        try file.write(contentsOf: line + Data([10]))
        try file.synchronize()
        state.heads = all
        state.last = Checkpoint.digest(ofLine: line)
        state.number = checkpoint.number
        state.offset = end + UInt64(line.count) + 1
        return checkpoint.number
    }

    /// Reads the lines that were added since, and cuts away one that has no end: nobody is writing it any more.
    private static func catchUp(_ state: inout State, _ file: FileHandle) throws {
        guard try file.seekToEnd() > state.offset else { return }
        try file.seek(toOffset: state.offset)
        let content = try file.readToEnd() ?? Data()
        let complete = content.lastIndex(of: 10).map { content[...$0] } ?? Data()
        for line in complete.split(separator: 10) {
            let checkpoint = try JSONDecoder().decode(Checkpoint.self, from: line)
            for head in checkpoint.moved { state.heads[head.stream] = head }
            state.last = Checkpoint.digest(ofLine: line)
            state.number = checkpoint.number
        }
        state.offset += UInt64(complete.count)
        if complete.count < content.count { try file.truncate(atOffset: state.offset) }
    }

    /// Runs the body while no other program writes.
    private static func withLockedFile<T>(_ path: String, _ body: (FileHandle) throws -> T) throws -> T {
        let folder = (path as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Refusal("checkpoint_file", status: 500, "无法写入留痕检查点文件 \(path)，请检查目录权限和磁盘空间。")
        }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        defer { try? file.close() }
        guard flock(descriptor, LOCK_EX) == 0 else {
            throw Refusal("checkpoint_file", status: 500, "无法锁定留痕检查点文件 \(path)，请检查文件系统。")
        }
        return try body(file)
    }
}
