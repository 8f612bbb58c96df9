import Database

/// A package version came into force: the rooms above seed or amend their content.
package struct PackageAdopted: Event {
    package static let name = "package.adopted"
    package let files: PackageFiles
    package let manifest: PackageManifest
    /// 1 for the first adoption, when content is seeded.
    package let adoption: Int
}

/// Stores a version that a person may adopt: what a changed package on disk becomes (DESIGN §1).
package struct ProposePackage: Command {
    package static let name = "package.propose"
    let texts: [String: String]

    package init(_ files: PackageFiles) { self.texts = files.texts }

    package var permission: Permission { "package.propose" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func locks(in reading: Reading) throws -> [LockKey] { ["package"] }

    /// Returns the version's hash.
    package func run(_ change: inout Change) throws -> String {
        let files = PackageFiles(texts: texts)
        let findings = Findings()
        guard let manifest = PackageManifest(files, findings) else {
            throw Refusal("package_invalid", "方案配置有误：\(findings.errors.first?.description ?? "")")
        }
        try PackageStore(change.session).store(files, manifest, at: change.moment)
        change.touches("package:\(files.hash)")
        change.note("提出方案配置“\(manifest.title)”的一个版本")
        return files.hash
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(PackageFiles(texts: texts).hash)
    }
}

/// A person, or the start of an empty system, adopts a proposed version.
package struct AdoptPackage: Command {
    package static let name = "package.adopt"
    let hash: String

    package init(hash: String) { self.hash = hash }

    package var permission: Permission { "package.adopt" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    /// `units`: what a plan names must still be there when it comes into force.
    package func locks(in reading: Reading) throws -> [LockKey] { ["package", "units", .adoption] }

    /// Returns the number of the adoption.
    package func run(_ change: inout Change) throws -> Int {
        let store = PackageStore(change.session)
        let findings = Findings()
        guard let files = try store.files(hash), let manifest = PackageManifest(files, findings) else {
            throw Refusal.notFound("这个版本的方案配置")
        }
        // A package without readable roles would lock everybody out, with nobody left to adopt another one.
        _ = Rights(files: files, findings: findings)
        _ = WorkingCalendar(files: files, findings: findings)
        if let fault = findings.errors.first { throw Refusal("package_invalid", "方案配置有误：\(fault)") }
        guard try store.activeHash() != hash else { throw Refusal("package_active", "这个版本正在使用，无须再次采用。") }
        if let active = change.reading.package, active.manifest.code != manifest.code {
            throw Refusal("package_other_plan", "这是另一份方案（\(manifest.code)），请在新的数据目录中启用。")
        }
        let adoption = try store.adopt(hash, at: change.moment, by: change.standing.actor)
        change.touches("package:\(hash)")
        change.note("采用方案配置“\(manifest.title)”第 \(adoption) 版")
        change.publish(PackageAdopted(files: files, manifest: manifest, adoption: adoption))
        return adoption
    }
}

/// All versions, newest first.
package struct PackageVersions: Query {
    package static let name = "package.versions"

    package init() {}

    package var permission: Permission { "package.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> [PackageVersion] {
        try PackageStore(reading.session).versions()
    }
}

/// The files of one version, or of the one in force.
package struct PackageContent: Query {
    package static let name = "package.content"
    let hash: String?

    package init(hash: String? = nil) { self.hash = hash }

    package var permission: Permission { "package.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> PackageFiles? {
        if let hash { return try PackageStore(reading.session).files(hash) }
        return reading.package?.files
    }
}
