/// Where a package's units say otherwise than the system does today; adopting it changes none of them.
package struct UnitDifferences: Query {
    package static let name = "package.unit_differences"
    let hash: String?

    /// Nil is the package in force.
    package init(hash: String? = nil) { self.hash = hash }

    package var permission: Permission { "package.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> [String] {
        let files = try hash.map { try PackageStore(reading.session).files($0) } ?? reading.package?.files
        guard let files, let active = reading.package else { return [] }
        let book = try UnitEventStore(reading.session).book(city: active.manifest.city)
        return UnitSeed(files: files, findings: Findings()).differences(from: book, on: reading.day)
    }
}
