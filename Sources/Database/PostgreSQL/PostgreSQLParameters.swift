import CPostgreSQL

/// PostgreSQL's numbers for the column types this floor uses.
enum TypeNumber {
    static let unspecified: Oid = 0
    static let boolean: Oid = 16
    static let bytea: Oid = 17
    static let int8: Oid = 20
    static let int2: Oid = 21
    static let int4: Oid = 23
    static let text: Oid = 25
    static let float4: Oid = 700
    static let float8: Oid = 701
    static let numeric: Oid = 1700
    static let void: Oid = 2278
}

/// Bound values in PostgreSQL's binary form, each with its type.
struct PostgreSQLParameters {
    /// A null has no type of its own: the statement decides.
    private(set) var types: [Oid] = []
    // One byte stands first, so that an empty value has an address too.
    private var bytes: [UInt8] = [0]
    private var places: [(start: Int, length: Int)?] = []

    init(_ values: [SQLValue]) throws(DatabaseError) {
        types.reserveCapacity(values.count)
        places.reserveCapacity(values.count)
        for value in values { try append(value) }
    }

    private mutating func append(_ value: SQLValue) throws(DatabaseError) {
        let start = bytes.count
        switch value {
        case .null:
            types.append(TypeNumber.unspecified)
            places.append(nil)
            return
        case .integer(let number):
            types.append(TypeNumber.int8)
            withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
        case .text(let text):
            types.append(TypeNumber.text)
            bytes.append(contentsOf: text.utf8)
            guard !bytes[start...].contains(0) else { throw .nulInText }
        case .blob(let blob):
            types.append(TypeNumber.bytea)
            bytes.append(contentsOf: blob)
        }
        places.append((start, bytes.count - start))
    }

    /// Whether a statement prepared for the given types takes these values.
    func fit(_ prepared: [Oid]) -> Bool {
        prepared.count == types.count
            && zip(types, prepared).allSatisfy { $0 == TypeNumber.unspecified || $0 == $1 }
    }

    /// Calls the body with the arrays that libpq takes: addresses, lengths, formats (all binary).
    func withArrays<R>(
        _ body: (
            _ values: UnsafePointer<UnsafePointer<CChar>?>?, _ lengths: [Int32], _ formats: [Int32]
        ) -> R
    ) -> R {
        bytes.withUnsafeBytes { buffer in
            let base = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            let addresses = places.map { place in place.flatMap { base?.advanced(by: $0.start) } }
            return addresses.withUnsafeBufferPointer {
                body($0.baseAddress, places.map { Int32($0?.length ?? 0) }, places.map { _ in 1 })
            }
        }
    }
}
