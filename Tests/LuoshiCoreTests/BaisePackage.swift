import Foundation
import LuoshiCore

/// The package that ships with the product.
enum BaisePackage {
    static func files() throws -> PackageFiles {
        let root = (1...3).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        return try PackageFiles(folder: root.appendingPathComponent("packages/baise-2021-2023").path)
    }
}
