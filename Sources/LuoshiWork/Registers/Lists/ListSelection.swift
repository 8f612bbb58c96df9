import CEL
import Database
import LuoshiCore

/// A list's conditions as SQL, within what the reader may see.
struct ListSelection {
    let register: RegisterDefinition
    let rights: FieldRights
    let reading: Reading
    /// Past days are read from the history.
    private var isPast: Bool { reading.inForce.isAsKnownThen }
    var alias: String { isPast ? "h" : "t" }

    /// The table or tables the records come from.
    var source: SQL {
        isPast
            ? "\(raw: register.history) h JOIN \(raw: register.table) t ON t.id = h.record" : "\(raw: register.table) t"
    }

    var columns: SQL { columns(of: RecordStore(register, in: reading.session)) }

    /// What a store reads of each record.
    func columns(of store: RecordStore) -> SQL { isPast ? store.pastColumns : store.columns }

    /// The sorted column, or the id.
    func order(_ request: ListRequest) throws -> String {
        guard let sort = request.sort else { return isPast ? "h.record" : "t.id" }
        return "\(alias).\(try searchable(sort).column)"
    }

    /// All conditions but the cursor's.
    func conditions(_ request: ListRequest) throws -> SQL {
        var parts: [SQL] = []
        if isPast {
            parts.append(reading.inForce.rows(of: "h"))
        } else {
            parts.append(request.ended ? "t.standing <> 'live'" : "t.standing = 'live'")
        }
        if case .units(let units) = rights.reach { parts.append("\(raw: alias).unit IN \(list: units.sorted())") }
        if let unit = request.unit {
            let beneath = try UnitStore(reading.session).subtree(of: unit, along: "administration", on: reading.inForce)
            parts.append("\(raw: alias).unit IN \(list: beneath.union([unit]).sorted())")
        }
        if !request.words.isEmpty {
            let named = try searchable(register.namedBy)
            parts.append(try like(named, request.words))
        }
        for (key, conditions) in request.conditions.sorted(by: { $0.key < $1.key }) {
            for condition in conditions { parts.append(try sql(condition, searchable(key, chosen: true))) }
        }
        return parts.joined(separator: " AND ")
    }

    /// The field, if the reader may search by it.
    private func searchable(_ key: String, chosen: Bool = false) throws -> FieldDefinition {
        guard let field = register.field(key) else { throw Refusal.notFound("字段“\(key)”") }
        guard rights.isSearchable(field) || (chosen && field.type == .choices && field.access == nil) else {
            throw Refusal("field_closed", status: 403, "不能按“\(field.title)”筛选或排序：您没有查看这个字段的权限，或它不适合筛选。")
        }
        return field
    }

    private func sql(_ condition: ListRequest.Condition, _ field: FieldDefinition) throws -> SQL {
        let column: SQL = "\(raw: alias).\(raw: field.column)"
        switch condition {
        case .any(let typed):
            if field.type == .choices {
                return "(\(sql: typed.map { "\(sql: column) LIKE \("%\"\($0)\"%")" }.joined(separator: " OR ")))"
            }
            let values = try typed.compactMap { try value($0, field) }
            return "\(sql: column) IN \(list: values)"
        case .contains(let part): return try like(field, part)
        case .from(let bound): return "\(sql: column) >= \(try value(bound, field) ?? .null)"
        case .to(let bound): return "\(sql: column) <= \(try value(bound, field) ?? .null)"
        case .isEmpty(true): return "\(sql: column) IS NULL"
        case .isEmpty(false): return "\(sql: column) IS NOT NULL"
        }
    }

    /// Wildcards that a person typed mean themselves.
    private func like(_ field: FieldDefinition, _ part: String) throws -> SQL {
        guard field.type.column == "TEXT" else {
            throw RecordFaults([FieldFault(field.key, "“\(field.title)”不是文字，不能按“含有”筛选，请用范围。")])
        }
        let plain = part.trimmedSpaces.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing(
            "_", with: "\\_")
        return "\(raw: alias).\(raw: field.column) LIKE \("%\(plain)%") ESCAPE '\\'"
    }

    private func value(_ typed: String, _ field: FieldDefinition) throws -> SQLValue? {
        do throws(FieldFault) {
            return try FieldText(field: field).value(typed)?.columnValue
        } catch {
            throw RecordFaults([error])
        }
    }
}
