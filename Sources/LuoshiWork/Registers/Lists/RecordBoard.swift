import Database
package import LuoshiCore

/// Records of a register laid out by a view of its declaration.
package struct RecordBoard: Query {
    package static let name = "record.board"
    let register: String
    /// The key of the view: `ladder`.
    let view: String
    let request: ListRequest

    package init(_ register: String, _ view: String, _ request: ListRequest) {
        self.register = register
        self.view = view
        self.request = request
    }

    package var permission: Permission { Permission("record.read.\(register)") }
    package func subjects(in reading: Reading) throws -> [Subject] { reading.subjects(ofList: register) }

    package func answer(in reading: Reading) throws -> RecordBoardAnswer {
        let definition = try reading.register(register)
        guard let view = definition.views.first(where: { $0.key == view && $0 != .table }) else {
            throw Refusal.notFound("这个视图")
        }
        let rights = FieldRights(definition, reading)
        guard rights.shows(view) else {
            throw Refusal("view_closed", status: 403, "不能打开这个视图：您没有查看“\(definition.title)”中有关字段的权限。请改看列表。")
        }
        let selection = ListSelection(register: definition, rights: rights, reading: reading)
        let conditions = try selection.conditions(request)
        let content: RecordBoardAnswer.Content =
            switch view {
            case .table: .columns([])
            case .board(let field), .ladder(let field):
                .columns(try columns(field, selection, conditions, reading))
            case .coverage(let rows, let along, let level):
                .coverage(try coverage(rows, along, level, selection, conditions, reading))
            case .chain(let node, let next): .chain(try chain(node, next, selection, conditions, reading))
            }
        return RecordBoardAnswer(
            register: definition, view: view, content: content, frame: try ListFrame(definition, rights, reading))
    }

    /// Each choice in the order of its list, with how many and the first of them.
    private func columns(
        _ key: String, _ selection: ListSelection, _ conditions: SQL, _ reading: Reading
    ) throws -> [RecordBoardAnswer.Column] {
        guard let field = selection.register.field(key) else { return [] }
        let column = "\(selection.alias).\(field.column)"
        let counts = try reading.session.all(
            """
            SELECT \(raw: column) AS value, COUNT(*) AS n FROM \(sql: selection.source) WHERE \(sql: conditions)
            GROUP BY \(raw: column)
            """
        ) { (try $0["value"] as String?, try $0["n"] as Int) }
        let rows = RecordRows(selection.register, selection.rights, reading)
        let store = RecordStore(selection.register, in: reading.session)
        return try ((field.choices?.items ?? []).map { Optional($0) } + [nil]).compactMap { item in
            let count = counts.first { $0.0 == item?.key }?.1 ?? 0
            if item == nil, count == 0 { return nil }
            let here: SQL = item.map { "\(raw: column) = \($0.key)" } ?? "\(raw: column) IS NULL"
            let first = try reading.session.all(
                """
                SELECT \(sql: selection.columns) FROM \(sql: selection.source)
                WHERE \(sql: conditions) AND \(sql: here) ORDER BY 1 LIMIT 8
                """, store.read)
            return RecordBoardAnswer.Column(
                key: item?.key, title: item?.title ?? "未填", count: count, first: try first.map { try rows.row($0) })
        }
    }

    /// For each choice and each unit of a level: how many records belong to it or to what is beneath it.
    private func coverage(
        _ key: String, _ along: String, _ level: String, _ selection: ListSelection, _ conditions: SQL,
        _ reading: Reading
    ) throws -> RecordBoardAnswer.Coverage {
        guard let field = selection.register.field(key), let kind = UnitKind(rawValue: level) else {
            return RecordBoardAnswer.Coverage(units: [], rows: [])
        }
        let store = UnitStore(reading.session)
        let units = try store.units(on: reading.inForce).filter { $0.kind == kind }
        var owner: [String: Int] = [:]
        for (index, unit) in units.enumerated() {
            for beneath in try store.subtree(of: unit.id, along: along, on: reading.inForce).union([unit.id]) {
                owner[beneath] = index
            }
        }
        let column = "\(selection.alias).\(field.column)"
        var counts: [String: [Int]] = [:]
        try reading.session.forEach(
            """
            SELECT \(raw: column) AS value, \(raw: selection.alias).unit AS unit, COUNT(*) AS n
            FROM \(sql: selection.source) WHERE \(sql: conditions) GROUP BY \(raw: column), \(raw: selection.alias).unit
            """
        ) { row in
            guard let value: String = try row["value"], let unit: String = try row["unit"],
                let index = owner[unit]
            else { return }
            counts[value, default: units.map { _ in 0 }][index] += try row["n"]
        }
        let rows = (field.choices?.items ?? []).map { item in
            RecordBoardAnswer.Coverage.Line(
                key: item.key, title: item.title, counts: counts[item.key] ?? units.map { _ in 0 })
        }
        return RecordBoardAnswer.Coverage(units: units, rows: rows)
    }

    /// Records as nodes in their stages, and which leads to which; at most 300.
    private func chain(
        _ node: String, _ next: String, _ selection: ListSelection, _ conditions: SQL, _ reading: Reading
    ) throws -> RecordBoardAnswer.Chain {
        let store = RecordStore(selection.register, in: reading.session)
        let records = try reading.session.all(
            "SELECT \(sql: selection.columns) FROM \(sql: selection.source) WHERE \(sql: conditions) ORDER BY 1 LIMIT 300",
            store.read)
        let rows = RecordRows(selection.register, selection.rights, reading)
        let shown = try records.map { try rows.row($0) }
        let known = Set(shown.map(\.record.id))
        let edges = shown.compactMap { row -> RecordBoardAnswer.Chain.Edge? in
            guard case .text(let target)? = row.record.values[next], known.contains(target) else { return nil }
            return RecordBoardAnswer.Chain.Edge(from: row.record.id, to: target)
        }
        let field = selection.register.field(node)
        let stages =
            field?.choices?.items.map(\.title) ?? Set(shown.compactMap { $0.words[node] }).sorted()
        return RecordBoardAnswer.Chain(
            stages: stages.map { stage in (stage, shown.filter { $0.words[node] == stage }) }.map {
                RecordBoardAnswer.Chain.Stage(title: $0.0, rows: $0.1)
            }, edges: edges)
    }
}

/// What a view of a register shows.
package struct RecordBoardAnswer: Sendable {
    package enum Content: Sendable {
        case columns([Column])
        case coverage(Coverage)
        case chain(Chain)
    }

    /// One choice of a board, one rung of a ladder.
    package struct Column: Sendable {
        /// Nil where the field is empty.
        package let key: String?
        package let title: String
        package let count: Int
        package let first: [RecordRow]
    }

    /// Choices against units.
    package struct Coverage: Sendable {
        package struct Line: Sendable {
            package let key: String
            package let title: String
            /// By unit, in their order.
            package let counts: [Int]
        }

        package let units: [Unit]
        package let rows: [Line]
    }

    /// Stages of a chain with their records, and what leads to what.
    package struct Chain: Sendable {
        package struct Stage: Sendable {
            package let title: String
            package let rows: [RecordRow]
        }

        package struct Edge: Sendable, Hashable {
            package let from: String
            package let to: String
        }

        package let stages: [Stage]
        package let edges: [Edge]
    }

    package let register: RegisterDefinition
    package let view: RegisterView
    package let content: Content
    package let frame: ListFrame
}
