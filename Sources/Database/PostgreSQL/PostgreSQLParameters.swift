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

    /// Of an array of values of a type.
    static func array(of type: Oid) -> Oid {
        switch type {
        case int8: 1016
        case bytea: 1001
        default: 1009
        }
    }
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

    /// Columns, each as an array.
    init(columns: [[SQLValue]]) throws(DatabaseError) {
        for column in columns { try append(column) }
    }

    /// An array as PostgreSQL reads it: dimensions, whether there are nulls, the elements' type, their number, the first index, and each
    /// element behind its length (array_recv in src/backend/utils/adt/arrayfuncs.c).
    private mutating func append(_ values: [SQLValue]) throws(DatabaseError) {
        let first = values.first { $0 != .null } ?? .null
        let type = Self.type(of: first)
        let start = bytes.count
        append(Int32(1))
        append(Int32(values.contains(.null) ? 1 : 0))
        append(Int32(bitPattern: type))
        append(Int32(values.count))
        append(Int32(1))
        for value in values {
            guard value != .null else {
                append(Int32(-1))
                continue
            }
            guard Self.type(of: value) == type else {
                throw .typeMismatch(column: "", expected: first.kind, found: value.kind)
            }
            let before = bytes.count
            append(Int32(0))
            try append(bytesOf: value)
            let length = Int32(bytes.count - before - 4)
            withUnsafeBytes(of: length.bigEndian) { bytes.replaceSubrange(before..<before + 4, with: $0) }
        }
        types.append(TypeNumber.array(of: type))
        places.append((start, bytes.count - start))
    }

    private mutating func append(_ number: Int32) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    private static func type(of value: SQLValue) -> Oid {
        switch value {
        case .null: TypeNumber.unspecified
        case .integer: TypeNumber.int8
        case .text: TypeNumber.text
        case .blob: TypeNumber.bytea
        }
    }

    private mutating func append(_ value: SQLValue) throws(DatabaseError) {
        let start = bytes.count
        types.append(Self.type(of: value))
        guard value != .null else { return places.append(nil) }
        try append(bytesOf: value)
        places.append((start, bytes.count - start))
    }

    private mutating func append(bytesOf value: SQLValue) throws(DatabaseError) {
        switch value {
        case .null: return
        case .integer(let number): withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
        case .text(let text):
            let start = bytes.count
            bytes.append(contentsOf: text.utf8)
            guard !bytes[start...].contains(0) else { throw .nulInText }
        case .blob(let blob): bytes.append(contentsOf: blob)
        }
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
