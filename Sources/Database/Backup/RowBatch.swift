/// Inserts rows many at a time: as many as a statement takes well, fewer where they are large.
struct RowBatch {
    private static let rowLimit = 64
    private static let byteLimit = 1 << 20

    private let shape: TableShape
    private let session: any Session
    private var values: [SQLValue] = []
    private var rows = 0
    private var bytes = 0

    init(into shape: TableShape, in session: any Session) {
        self.shape = shape
        self.session = session
    }

    /// Takes a row, its values in the order of the shape's columns.
    mutating func add(_ row: [SQLValue]) throws {
        values += row
        rows += 1
        bytes += row.reduce(0) { $0 + $1.size }
        if rows == Self.rowLimit || bytes >= Self.byteLimit { try flush() }
    }

    /// Inserts what is left.
    mutating func flush() throws {
        try session.insert(values, into: shape.quotedName, shape.quotedColumns)
        values.removeAll(keepingCapacity: true)
        rows = 0
        bytes = 0
    }
}

extension SQLValue {
    /// Bytes, roughly.
    fileprivate var size: Int {
        switch self {
        case .null: 1
        case .integer: 8
        case .text(let text): text.utf8.count
        case .blob(let blob): blob.count
        }
    }
}
