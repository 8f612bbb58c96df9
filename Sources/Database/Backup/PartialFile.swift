import Foundation

/// A file in the making: it gets its name only when it is whole and on the disk. Whatever ends the program before that
/// leaves a name that ends in `.partial`, which the next one for the same name clears away.
struct PartialFile: Sendable {
    let path: String
    private let target: String

    /// Throws `BackupError.occupied` when the name is taken.
    init(for target: String) throws {
        self.target = target
        path = "\(target).\(getpid()).partial"
        guard !FileManager.default.fileExists(atPath: target) else { throw BackupError.occupied(target) }
        Self.clearAway(target)
        discard()
    }

    /// Puts the file on the disk under its name.
    func complete() throws {
        try Self.sync(path)
        guard !FileManager.default.fileExists(atPath: target) else { throw BackupError.occupied(target) }
        guard rename(path, target) == 0 else {
            throw BackupError.file("\(target): \(String(cString: strerror(errno)))")
        }
        try Self.sync((target as NSString).deletingLastPathComponent)
    }

    /// Removes what there is of it.
    func discard() {
        for suffix in ["", "-journal", "-wal", "-shm"] { unlink(path + suffix) }
    }

    /// Removes what programs left that do not run any more.
    private static func clearAway(_ target: String) {
        let folder = (target as NSString).deletingLastPathComponent
        let name = (target as NSString).lastPathComponent
        for other in (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? [] {
            guard other.hasPrefix(name + "."), other.hasSuffix(".partial"),
                let process = pid_t(other.dropFirst(name.count + 1).dropLast(".partial".count)),
                kill(process, 0) != 0, errno == ESRCH
            else { continue }
            unlink((folder as NSString).appendingPathComponent(other))
        }
    }

    private static func sync(_ path: String) throws {
        let descriptor = open(path.isEmpty ? "." : path, O_RDONLY)
        guard descriptor >= 0 else { throw BackupError.file("\(path): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw BackupError.file("\(path): \(String(cString: strerror(errno)))") }
    }
}
