extension SQLTranslator {
    /// What is compared: a column or what is computed from it; null where the part fails.
    struct Term {
        let sql: SQLCondition
        let form: SQLColumn.Form
    }

    /// The term of a part that names a column: itself, a text's length, or the column with a value where it is absent.
    func term(_ part: Expression) throws(SQLRefusal) -> Term {
        if let column = column(part) { return Term(sql: "\(raw: column.name)", form: column.form) }
        guard case .call(let name, let target, let arguments) = part.node else {
            let isLoop = if case .comprehension = part.node { true } else { false }
            throw refusal(
                part,
                isLoop ? "a macro has no exact equal in SQL" : "only a column itself has an exact equal in SQL")
        }
        let parts = (target.map { [$0] } ?? []) + arguments
        switch (name, parts.count) {
        case ("size", 1):
            guard let column = column(parts[0]), column.form == .text else {
                throw refusal(part, "'size' has an exact equal in SQL only for a text column")
            }
            return Term(sql: "length(\(raw: column.name))", form: .integer)
        case ("orValue", 2):
            guard let column = column(parts[0], .optional), !usesColumns(parts[1]) else {
                throw refusal(part, "'orValue' needs a column, and a value without columns")
            }
            return try withDefault(part, column, parts[1])
        default: throw refusal(part, "'\(OperatorNames.shown(name))' on a column has no exact equal in SQL")
        }
    }

    private func withDefault(
        _ part: Expression, _ column: SQLColumn, _ other: Expression
    ) throws(SQLRefusal) -> Term {
        guard let value = try value(other) else {
            throw refusal(other, "this value always fails")
        }
        guard case .at(let operand)? = try bound(part, value, column.form) else {
            throw refusal(other, "this value is none that the column could hold")
        }
        return Term(sql: "COALESCE(\(raw: column.name), \(operand))", form: column.form)
    }

    /// Where a constant lies among a form's values; nil if it is of another kind.
    func bound(_ part: Expression, _ value: Value, _ form: SQLColumn.Form) throws(SQLRefusal) -> SQLBound? {
        do throws(SQLBoundFault) { return try form.bound(value) } catch {
            throw refusal(part, "a text with the character NUL cannot be compared in SQL")
        }
    }

    /// Two parts compared, of which at least one names a column.
    func comparison(
        _ part: Expression, _ sign: Comparison, _ left: Expression, _ right: Expression
    ) throws(SQLRefusal) -> SQLCondition {
        if isOptional(left) || isOptional(right) { return try optionalComparison(part, sign, left, right) }
        guard usesColumns(right) else { return try comparison(part, sign, left, constant: right) }
        guard usesColumns(left) else { return try comparison(part, sign.turned, right, constant: left) }
        if sign == .equal || sign == .different, checked.type(left) == .bool, checked.type(right) == .bool {
            return "(\(try condition(left)) \(raw: sign.rawValue) \(try condition(right)))"
        }
        let (one, other) = (try term(left), try term(right))
        guard one.form == other.form else {
            throw refusal(part, "two columns of different kinds have no exact comparison in SQL")
        }
        return "(\(one.sql) \(raw: sign.rawValue) \(other.sql))"
    }

    private func comparison(
        _ part: Expression, _ sign: Comparison, _ left: Expression, constant right: Expression
    ) throws(SQLRefusal) -> SQLCondition {
        let isEquality = sign == .equal || sign == .different
        if isEquality, checked.type(left) == .bool, let value = try value(right), case .bool(let truth) = value {
            let condition = try condition(left)
            return truth == (sign == .equal) ? condition : "(NOT \(condition))"
        }
        let term = try term(left)
        guard let value = try value(right) else { return Self.failure }
        if let bound = try bound(part, value, term.form) { return sign.condition(term.sql, bound) }
        // Values of different kinds are unequal, and in no order: comparing them fails.
        return isEquality ? Comparison.whereKnown(term.sql, sign == .different) : Self.failure
    }

    /// `in` a list that is the same for all rows.
    func membership(
        _ part: Expression, _ element: Expression, _ list: Expression
    ) throws(SQLRefusal) -> SQLCondition {
        guard usesColumns(element), !usesColumns(list) else {
            throw refusal(part, "'in' needs a column on its left and a list without columns on its right")
        }
        let term = try term(element)
        guard let value = try value(list) else { return Self.failure }
        guard case .list(let values) = value else { throw refusal(part, "'in' of a map has no equal in SQL") }
        guard values.elements.count <= Self.longestList else {
            throw refusal(part, "a list of more than \(Self.longestList) values is too long for a statement")
        }
        var single: [SQLCondition] = []
        var others: [SQLCondition] = []
        for value in values.elements {
            switch try bound(part, value, term.form) {
            case .at(let operand)?: single.append(SQLCondition([operand]))
            case .span(let first, let last)?: others.append("\(term.sql) BETWEEN \(first) AND \(last)")
            default: break
            }
        }
        if !single.isEmpty { others.append("\(term.sql) IN (\(SQLCondition.joined(single, ", ")))") }
        guard !others.isEmpty else { return Comparison.whereKnown(term.sql, false) }
        return "(\(SQLCondition.joined(others, " OR ")))"
    }

    private static let longestList = 1000

    /// `contains`, `startsWith` and `endsWith` of a text column and a text that is the same for all rows.
    func search(
        _ part: Expression, _ name: String, _ whole: Expression, _ piece: Expression
    ) throws(SQLRefusal) -> SQLCondition {
        guard usesColumns(whole), !usesColumns(piece) else {
            throw refusal(part, "'\(name)' needs a text column, and a text without columns")
        }
        let term = try term(whole)
        guard term.form == .text else { throw refusal(part, "'\(name)' needs a text column") }
        guard let value = try value(piece) else { return Self.failure }
        guard case .string(let words) = value, case .at(let text)? = try bound(part, value, .text) else {
            return Self.failure
        }
        let count = words.unicodeScalars.count
        switch (name, dialect) {
        case ("contains", .sqlite): return "(instr(\(term.sql), \(text)) > 0)"
        case ("contains", .postgreSQL): return "(strpos(\(term.sql), \(text)) > 0)"
        case ("startsWith", _): return "(substr(\(term.sql), 1, \(raw: "\(count)")) = \(text))"
        case (_, .postgreSQL): return "(right(\(term.sql), \(raw: "\(count)")) = \(text))"
        case (_, .sqlite):
            // The last 0 characters would be the whole text.
            return count == 0
                ? Comparison.whereKnown(term.sql, true) : "(substr(\(term.sql), -\(raw: "\(count)")) = \(text))"
        }
    }
}
