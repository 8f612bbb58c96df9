import HTTPTypes
import LuoshiCore

extension Endpoint {
    /// Versions of the package; one that is proposed comes into force when somebody adopts it.
    static let packages: [Endpoint] = [
        .list("/packages", "方案配置的版本", "package.read", ask: { _ in PackageVersions() }) { versions, call in
            try call.page(versions, by: \.hash) { PackageAnswer($0, among: versions) }
        },
        .one("/packages/{hash}", "一个版本", "package.read", .package),
        .one(
            "/packages/{hash}/files", "一个版本的文件", "package.read",
            Resource(ask: { PackageContent(hash: try $0.path("hash")) }) { files, _ in
                PackageFilesAnswer(files: try files.found("这个版本的方案配置").texts)
            }),
        .one(
            "/packages/{hash}/unit-differences", "一个版本里的单位与系统现状的不同", "package.read",
            Resource(ask: { UnitDifferences(hash: try $0.path("hash")) }) { sentences, _ in
                UnitDifferencesAnswer(sentences: sentences)
            }),
        .change(
            .post, "/packages/{hash}/adoption", "采用一个版本", "package.adopt", provided: .changed(.package),
            command: { (_: NoBody, call) in AdoptPackage(hash: try call.path("hash")) },
            answer: { number, _ in AdoptionAnswer(adoption: number) }),
    ]
}

extension Resource where Q == PackageVersions, Answer == PackageAnswer {
    /// The version that the path names.
    static var package: Resource {
        Resource(ask: { _ in PackageVersions() }) { versions, call in
            let hash = try call.path("hash")
            return PackageAnswer(try versions.first { $0.hash == hash }.found("这个版本的方案配置"), among: versions)
        }
    }
}

/// A version of the package; without `adoption` it is only proposed.
struct PackageAnswer: Codable, Sendable {
    let hash: String
    let code: String
    let title: String
    let storedAt: DateTime
    let adoption: Int?
    let adoptedAt: DateTime?
    let isActive: Bool

    init(_ version: PackageVersion, among all: [PackageVersion]) {
        hash = version.hash
        code = version.code
        title = version.title
        storedAt = DateTime(version.storedAt)
        adoption = version.adoption
        adoptedAt = version.adoptedAt.map(DateTime.init)
        isActive = version.adoption != nil && version.adoption == all.compactMap(\.adoption).max()
    }
}

/// A version's files: name → text.
struct PackageFilesAnswer: Codable, Sendable {
    let files: [String: String]
}

/// Where a version's units say otherwise than the system, each in a sentence.
struct UnitDifferencesAnswer: Codable, Sendable {
    let sentences: [String]
}

/// The number of an adoption, from 1.
struct AdoptionAnswer: Codable, Sendable {
    let adoption: Int
}
