/// One row of an answer. It is valid only inside the closure that receives it.
package struct Row {
    let source: any RowSource
    let position: Int

    /// The value of a column by its place, for rows that are read by the hundred thousand; errors as by name.
    package subscript<T: SQLConvertible>(at index: Int) -> T {
        get throws {
            do {
                return try T(sqlValue: source.value(at: index, ofRow: position))
            } catch let error as DatabaseError {
                throw error.naming(source.columns.name(at: index))
            }
        }
    }

    /// The value of the named column, or `DatabaseError.invalidColumn`, `.typeMismatch`.
    package subscript<T: SQLConvertible>(_ column: String) -> T {
        get throws {
            guard let index = source.columns.index(of: column) else { throw DatabaseError.invalidColumn(column) }
            do {
                return try T(sqlValue: source.value(at: index, ofRow: position))
            } catch let error as DatabaseError {
                throw error.naming(column)
            }
        }
    }
}

/// Where a row's values come from: a running SQLite statement or a PostgreSQL result.
protocol RowSource: AnyObject {
    var columns: ColumnNames { get }

    func value(at column: Int, ofRow position: Int) throws -> SQLValue
}

/// The names of an answer's columns. Code reads columns mostly in their order, so a search starts behind the last one found.
final class ColumnNames {
    private let names: [String]
    /// Whether a column is the first of its name.
    private let isFirst: [Bool]
    private var next = 0

    init(_ names: [String]) {
        self.names = names
        isFirst = names.indices.map { !names[..<$0].contains(names[$0]) }
    }

    func name(at index: Int) -> String { names.indices.contains(index) ? names[index] : "" }

    /// Before the next answer.
    func startOver() { next = 0 }

    /// The first column of that name, or nil; PostgreSQL folds unquoted names to lower case, so case is ignored if need be.
    func index(of name: String) -> Int? {
        if next == names.count { next = 0 }
        if next < names.count, names[next] == name, isFirst[next] {
            next += 1
            return next - 1
        }
        let folded = name.lowercased()
        guard let found = names.firstIndex(of: name) ?? names.firstIndex(where: { $0.lowercased() == folded })
        else { return nil }
        next = found + 1
        return found
    }
}
