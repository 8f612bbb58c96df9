import CEL
package import Database
import Foundation
import LuoshiCore

/// How values lie in their columns.
extension FieldValue {
    package var columnValue: SQLValue {
        switch self {
        case .text(let text): .text(text)
        case .integer(let number), .scaled(let number, _): .integer(number)
        case .day(let day): day.sqlValue
        case .truth(let truth): .integer(truth ? 1 : 0)
        case .keys(let keys): .text(Self.json(keys))
        case .files(let files): .text(Self.json(files))
        case .rows(let rows): .text(Self.json(rows.map { $0.mapValues(StoredCell.init) }))
        }
    }

    /// Reads a column of a field; nil where it is null.
    package init?(_ stored: SQLValue, of field: FieldDefinition) throws {
        if stored == .null { return nil }
        switch field.type {
        case .integer: self = .integer(try Int64(sqlValue: stored))
        case .money, .number, .percent: self = .scaled(try Int64(sqlValue: stored), scale: field.storedScale)
        case .date, .yearmonth: self = .day(try Day(sqlValue: stored))
        case .boolean: self = .truth(try Int64(sqlValue: stored) != 0)
        case .choices: self = .keys(try Self.decoded(stored))
        case .attachment: self = .files(try Self.decoded(stored))
        case .table:
            let rows: [[String: StoredCell]] = try Self.decoded(stored)
            self = .rows(
                try rows.map { row in
                    FieldValues(
                        try field.fields.compactMap { column in
                            try row[column.key].flatMap { try FieldValue($0.columnValue, of: column) }.map {
                                (column.key, $0)
                            }
                        })
                })
        default: self = .text(try String(sqlValue: stored))
        }
    }

    private static func json(_ value: some Encodable) -> String {
        // Text and whole numbers always encode.
        (try? JSONEncoder.canonical.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }

    private static func decoded<T: Decodable>(_ stored: SQLValue) throws -> T {
        try JSONDecoder().decode(T.self, from: Data(String(sqlValue: stored).utf8))
    }
}

/// A cell of a table field, as a column of its type would hold it.
private struct StoredCell: Codable {
    let columnValue: SQLValue

    init(_ value: FieldValue) { columnValue = value.columnValue }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int64.self) {
            columnValue = .integer(number)
        } else {
            columnValue = .text(try container.decode(String.self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch columnValue {
        case .integer(let number): try container.encode(number)
        case .text(let text): try container.encode(text)
        case .null, .blob: try container.encodeNil()
        }
    }
}
