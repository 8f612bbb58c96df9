import Database
import Foundation

/// Package versions and adoptions.
struct PackageStore {
    private let session: any Session

    init(_ session: any Session) { self.session = session }

    func activeHash() throws -> String? {
        try session.first("SELECT hash FROM package_adoptions ORDER BY number DESC LIMIT 1") { try $0["hash"] }
    }

    func files(_ hash: String) throws -> PackageFiles? {
        let stored: [UInt8]? = try session.first("SELECT files FROM package_versions WHERE hash = \(hash)") {
            try $0["files"]
        }
        guard let stored else { return nil }
        return PackageFiles(texts: try JSONDecoder().decode([String: String].self, from: Data(stored)))
    }

    func store(_ files: PackageFiles, _ manifest: PackageManifest, at moment: Moment) throws {
        let content = [UInt8](try JSONEncoder.canonical.encode(files.texts))
        try session.execute(
            """
            INSERT INTO package_versions (hash, code, title, files, stored_at)
            VALUES (\(files.hash), \(manifest.code), \(manifest.title), \(content), \(moment.instant))
            ON CONFLICT (hash) DO NOTHING
            """)
    }

    func adopt(_ hash: String, at moment: Moment, by actor: Actor) throws -> Int {
        let last: Int =
            try session.first("SELECT COALESCE(MAX(number), 0) AS n FROM package_adoptions") { try $0["n"] } ?? 0
        try session.execute(
            """
            INSERT INTO package_adoptions (number, hash, adopted_at, adopted_on, adopted_by)
            VALUES (\(last + 1), \(hash), \(moment.instant), \(moment.day), \(actor.key))
            """)
        return last + 1
    }

    func versions() throws -> [PackageVersion] {
        try session.all(
            """
            SELECT v.hash, v.code, v.title, v.stored_at, MAX(a.number) AS number, MAX(a.adopted_at) AS adopted_at
            FROM package_versions v LEFT JOIN package_adoptions a ON a.hash = v.hash
            GROUP BY v.hash, v.code, v.title, v.stored_at ORDER BY v.stored_at DESC, v.hash
            """
        ) {
            PackageVersion(
                hash: try $0["hash"], code: try $0["code"], title: try $0["title"], storedAt: try $0["stored_at"],
                adoption: try $0["number"], adoptedAt: try $0["adopted_at"])
        }
    }
}

/// One stored version; `adoption` is nil while it is only proposed.
package struct PackageVersion: Sendable, Equatable {
    package let hash: String
    package let code: String
    package let title: String
    package let storedAt: Instant
    package let adoption: Int?
    package let adoptedAt: Instant?
}
