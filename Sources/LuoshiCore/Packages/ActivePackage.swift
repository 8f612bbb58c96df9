import Database
import Synchronization

/// The package version in force, decoded once for its hash.
package struct ActivePackage: Sendable {
    package let hash: String
    package let files: PackageFiles
    package let manifest: PackageManifest
    package let rights: Rights
    package let calendar: WorkingCalendar
}

extension Reading {
    /// The same reading under a package that this transaction adopts.
    package func under(_ adopted: PackageAdopted) -> Reading {
        let findings = Findings()
        let package = ActivePackage(
            hash: adopted.files.hash, files: adopted.files, manifest: adopted.manifest,
            rights: Rights(files: adopted.files, findings: findings),
            calendar: WorkingCalendar(files: adopted.files, findings: findings))
        return Reading(session: session, moment: moment, standing: standing, package: package, kept: kept)
    }
}

/// Decoded versions by hash: every transaction reads which version is active, so all servers switch together.
final class PackageCache: Sendable {
    private let latest = Mutex<ActivePackage?>(nil)

    /// Nil before the first adoption.
    func active(in session: any Session) throws -> ActivePackage? {
        let store = PackageStore(session)
        guard let hash = try store.activeHash() else { return nil }
        if let known = latest.withLock({ $0 }), known.hash == hash { return known }
        guard let files = try store.files(hash) else { return nil }
        let findings = Findings()
        guard let manifest = PackageManifest(files, findings) else { return nil }
        let package = ActivePackage(
            hash: hash, files: files, manifest: manifest, rights: Rights(files: files, findings: findings),
            calendar: WorkingCalendar(files: files, findings: findings))
        latest.withLock { $0 = package }
        return package
    }
}
