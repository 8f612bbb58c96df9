import Crypto
package import Database
import Foundation
import Synchronization

/// The file of signed checkpoints: append-only, flushed to disk line by line.
package final class CheckpointFile: Sendable {
    private struct State {
        var heads: [String: Checkpoint.Head] = [:]
        var last = ""
        var number = 0
    }

    private let path: String
    private let key: CheckpointKey
    private let state: Mutex<State>

    /// Opens the file and reads where it stands. A last line cut short by a crash was never complete: it is cut away.
    package init(path: String, key: CheckpointKey) throws {
        self.path = path
        self.key = key
        var state = State()
        if let content = FileManager.default.contents(atPath: path) {
            let complete = content.lastIndex(of: 10).map { content[...$0] } ?? Data()
            if complete.count < content.count { try Self.truncate(path, to: complete.count) }
            for line in complete.split(separator: 10) {
                let checkpoint = try JSONDecoder().decode(Checkpoint.self, from: line)
                for head in checkpoint.moved { state.heads[head.stream] = head }
                state.last = Checkpoint.digest(ofLine: line)
                state.number = checkpoint.number
            }
        }
        self.state = Mutex(state)
    }

    /// Signs where all streams stand now. Nothing is written where nothing moved. Returns the checkpoint's number.
    @discardableResult
    package func write(_ database: Database, at instant: Instant) async throws -> Int {
        let heads = try await database.read { try AuditStore($0).heads() }
        return try state.withLock { state in
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
            try Self.append(line + Data([10]), to: path)
            state.heads = all
            state.last = Checkpoint.digest(ofLine: line)
            state.number = checkpoint.number
            return checkpoint.number
        }
    }

    private static func append(_ line: Data, to path: String) throws {
        let folder = (path as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if !FileManager.default.fileExists(atPath: path) {
            _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        guard let handle = FileHandle(forWritingAtPath: path) else {
            throw Refusal("checkpoint_file", status: 500, "无法写入留痕检查点文件 \(path)，请检查目录权限和磁盘空间。")
        }
        defer { try? handle.close() }
        try handle.seekToEnd()
        try handle.write(contentsOf: line)
        try handle.synchronize()
    }

    private static func truncate(_ path: String, to count: Int) throws {
        guard let handle = FileHandle(forWritingAtPath: path) else { return }
        defer { try? handle.close() }
        try handle.truncate(atOffset: UInt64(count))
    }
}
