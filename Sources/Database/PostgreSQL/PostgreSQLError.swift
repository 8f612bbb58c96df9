extension DatabaseError {
    /// Puts an error of the server into this floor's words. Fields that quote values are left out.
    init(_ result: PostgreSQLResult) {
        let code = result.errorField("C") ?? "unknown"
        let constraint = result.errorField("n") ?? "unknown"
        switch code {
        case "23505": self = .uniqueViolation(constraint: Self.uniqueName(result) ?? constraint)
        case "23503", "23001": self = .foreignKeyViolation
        case "23514": self = .checkViolation(constraint)
        case "23502": self = .notNullViolation
        case "40001", "40P01": self = .serializationFailure
        // A lock, a statement, a transaction that did nothing for longer than allowed.
        case "55P03", "57014", "25P03": self = .timedOut(result.errorField("M") ?? code)
        case "57P01", "57P02", "57P03": self = .connectionLost(result.errorField("M") ?? code)
        case _ where code.hasPrefix("08"): self = .connectionLost(result.errorField("M") ?? code)
        case _ where code.hasPrefix("22") || code.hasPrefix("23"):
            // The message of a data error quotes the value.
            let place = [result.errorField("t"), result.errorField("c")].compactMap(\.self).joined(separator: ".")
            self = .other(code: code, message: "a value does not fit\(place.isEmpty ? "" : " \(place)")")
        default: self = .other(code: code, message: result.errorField("M") ?? "unknown")
        }
    }

    /// `table.column, table.other`, as SQLite says it, from the detail `Key (column, other)=(…) already exists.`;
    /// nil for an index over an expression, which goes by its own name on both engines.
    private static func uniqueName(_ result: PostgreSQLResult) -> String? {
        guard let table = result.errorField("t"), let detail = result.errorField("D"),
            let start = detail.firstIndex(of: "("), let end = detail[start...].firstRange(of: ")=(")?.lowerBound
        else { return nil }
        let columns = detail[detail.index(after: start)..<end]
        guard !columns.contains("("), !columns.contains("::") else { return nil }
        return columns.split(separator: ", ").map { "\(table).\($0)" }.joined(separator: ", ")
    }
}
