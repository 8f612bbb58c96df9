import CEL
import Database
import Foundation
import LuoshiCore

/// What a list should show: which records, in which order, from where on.
package struct ListRequest: Sendable, Hashable {
    /// A condition on one field.
    package enum Condition: Sendable, Hashable {
        /// One of these, as typed; for texts the whole text.
        case any([String])
        case contains(String)
        case from(String)
        case to(String)
        case isEmpty(Bool)
    }

    package var conditions: [String: [Condition]]
    /// A part of the name.
    package var words: String
    /// A unit with all beneath it.
    package var unit: String?
    /// By the field's key; nil is as last written.
    package var sort: String?
    package var isDescending: Bool
    /// Struck and merged records instead of those that count.
    package var ended: Bool
    /// Where the page before ended.
    package var after: String?
    package var limit: Int
    /// Keys of the fields that are shown beside the name; empty is as the register has them.
    package var columns: [String]

    package init(
        conditions: [String: [Condition]] = [:], words: String = "", unit: String? = nil, sort: String? = nil,
        isDescending: Bool = false, ended: Bool = false, after: String? = nil, limit: Int = 50, columns: [String] = []
    ) {
        self.conditions = conditions
        self.words = words
        self.unit = unit
        self.sort = sort
        self.isDescending = isDescending
        self.ended = ended
        self.after = after
        self.limit = limit
        self.columns = columns
    }
}

extension ListRequest {
    /// The fields that a table shows beside the name: those that were chosen, or the first that fit into one.
    func shown(_ fields: [FieldDefinition], of register: RegisterDefinition) -> [FieldDefinition] {
        let fitting = fields.filter { $0.key != register.namedBy && $0.isInTables }
        let chosen = columns.compactMap { key in fitting.first { $0.key == key } }
        return chosen.isEmpty ? Array(fitting.prefix(6)) : chosen
    }

    /// The same in the order of a field, where none was chosen.
    func sorted(by field: FieldDefinition?) -> ListRequest {
        var request = self
        if request.sort == nil { request.sort = field?.key }
        return request
    }
}

/// Where a page of a list ended: the value it was sorted by and the record's id.
struct ListCursor: Codable {
    let value: String?
    let number: Int64?
    let id: String

    init(_ value: SQLValue, id: String) {
        self.id = id
        switch value {
        case .integer(let number): (self.number, self.value) = (number, nil)
        case .text(let text): (number, self.value) = (nil, text)
        case .null, .blob: (number, self.value) = (nil, nil)
        }
    }

    var sqlValue: SQLValue { number.map { .integer($0) } ?? value.map { .text($0) } ?? .null }

    /// For an address.
    var text: String {
        (try? JSONEncoder.canonical.encode(self))?.base64URLEncoded ?? ""
    }

    /// Nil for what is no place in a list that is sorted by this column (`TEXT`, `INTEGER`, nil for none).
    init?(text: String, sortedBy column: String?) {
        guard let data = text.base64URLDecoded, let cursor = try? JSONDecoder().decode(Self.self, from: data)
        else { return nil }
        let isText = cursor.value == nil || column == "TEXT"
        let isNumber = cursor.number == nil || column == "INTEGER"
        guard isText, isNumber, !(cursor.id + (cursor.value ?? "")).utf8.contains(0) else { return nil }
        self = cursor
    }
}

extension FieldDefinition {
    /// Whether a cell of a table on a page can show it.
    package var isInTables: Bool { type != .text && type != .table && type != .attachment }
}
