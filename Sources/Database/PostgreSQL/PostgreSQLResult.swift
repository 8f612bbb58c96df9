import CPostgreSQL

/// One answer of the server, in text form, freed with the object.
final class PostgreSQLResult: RowSource {
    private let result: OpaquePointer
    private(set) lazy var columns = ColumnNames(
        (0..<PQnfields(result)).map { index in PQfname(result, index).map { String(cString: $0) } ?? "" })
    private lazy var types: [Oid] = (0..<PQnfields(result)).map { PQftype(result, $0) }

    /// Takes over a result of libpq.
    init(_ result: OpaquePointer) {
        self.result = result
    }

    deinit {
        PQclear(result)
    }

    var status: ExecStatusType { PQresultStatus(result) }

    /// Whether the server did what it was asked.
    var isSuccess: Bool {
        let status = status
        return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_PIPELINE_SYNC
    }

    var rowCount: Int { Int(PQntuples(result)) }
    var columnCount: Int { Int(PQnfields(result)) }

    /// What the command says it did: `UPDATE 3`, `ROLLBACK`.
    var commandTag: String { String(cString: PQcmdStatus(result)) }

    /// Rows inserted, updated or deleted.
    var changes: Int {
        commandTag.hasPrefix("SELECT") ? 0 : Int(String(cString: PQcmdTuples(result))) ?? 0
    }

    /// The types that the server gave the parameters of a described statement.
    var parameterTypes: [Oid] { (0..<PQnparams(result)).map { PQparamtype(result, $0) } }

    /// A field of the error, by its letter in the protocol.
    func errorField(_ field: Character) -> String? {
        field.asciiValue.flatMap { PQresultErrorField(result, Int32($0)) }.map { String(cString: $0) }
    }

    func value(at column: Int, ofRow position: Int) throws -> SQLValue {
        let type = types[column]
        let (row, column) = (Int32(position), Int32(column))
        guard PQgetisnull(result, row, column) == 0, type != TypeNumber.void else { return .null }
        guard let start = PQgetvalue(result, row, column) else { return .null }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column)))
        switch type {
        case TypeNumber.int8, TypeNumber.int4, TypeNumber.int2, TypeNumber.numeric:
            guard let number = Int64(String(decoding: bytes, as: UTF8.self)) else {
                throw DatabaseError.typeMismatch(
                    column: "", expected: "an integer of 64 bits", found: "a larger number or a fraction")
            }
            return .integer(number)
        case TypeNumber.boolean: return .integer(bytes.first == UInt8(ascii: "t") ? 1 : 0)
        case TypeNumber.bytea: return .blob(Self.unhex(bytes))
        case TypeNumber.float4, TypeNumber.float8:
            throw DatabaseError.typeMismatch(column: "", expected: "an exact value", found: "binary floating point")
        default: return .text(String(decoding: bytes, as: UTF8.self))
        }
    }

    /// The bytes behind `\x0aff…`.
    private static func unhex(_ text: UnsafeRawBufferPointer) -> [UInt8] {
        func digit(_ byte: UInt8) -> UInt8 {
            byte >= UInt8(ascii: "a") ? byte - UInt8(ascii: "a") + 10 : byte - UInt8(ascii: "0")
        }
        let count = max(text.count - 2, 0) / 2
        return [UInt8](unsafeUninitializedCapacity: count) { bytes, used in
            for index in 0..<count { bytes[index] = digit(text[2 + index * 2]) << 4 | digit(text[3 + index * 2]) }
            used = count
        }
    }
}
