import Crypto

/// What a table holds: how many rows, and a SHA-256 over all of them that is the same on both engines.
package struct TableContent: Codable, Sendable, Hashable {
    package let name: String
    package let rows: Int
    /// In hexadecimal.
    package let sha256: String
}

/// Takes a table's rows in the order of its key and makes its `TableContent`.
///
/// Every value goes in with its kind and its length, the columns in the order of their names, so that neither a column
/// added later nor a value that looks like two others makes a difference unseen.
struct ContentDigest {
    private static let flushAt = 1 << 16

    private let name: String
    private let order: [Int]
    private var rows = 0
    private var digest = SHA256()
    private var bytes: [UInt8] = []

    init(of shape: TableShape) {
        name = shape.name
        order = shape.columns.indices.sorted { shape.columns[$0] < shape.columns[$1] }
        for index in order { append(.text(shape.columns[index])) }
    }

    /// Adds a row, its values in the order of the shape's columns.
    mutating func add(_ values: [SQLValue]) {
        rows += 1
        for index in order { append(values[index]) }
        if bytes.count >= Self.flushAt { flush() }
    }

    func content() -> TableContent {
        var last = self
        last.flush()
        return TableContent(name: name, rows: rows, sha256: last.digest.finalize().hexadecimal)
    }

    private mutating func append(_ value: SQLValue) {
        switch value {
        case .null: bytes.append(0)
        case .integer(let number):
            bytes.append(1)
            withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
        case .text(let text):
            bytes.append(2)
            append(count: text.utf8.count)
            bytes.append(contentsOf: text.utf8)
        case .blob(let blob):
            bytes.append(3)
            append(count: blob.count)
            bytes.append(contentsOf: blob)
        }
    }

    private mutating func append(count: Int) {
        withUnsafeBytes(of: Int64(count).bigEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func flush() {
        digest.update(data: bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}

extension SHA256.Digest {
    /// The digest in lower-case hexadecimal.
    var hexadecimal: String {
        map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0\(digits)" : digits
        }.joined()
    }
}
