import LuoshiCore

/// An open review at work: items are changed here, and all of it becomes one edit that can be undone.
package struct ReviewDesk {
    let record: ReviewRecord
    let store: ReviewStore
    /// Known names of units and groups on the day, for wordings that an edit brings.
    let names: KnownNames
    private let before: [Int: ReviewItem]
    private(set) var states: [Int: ReviewState]
    private var nextItem: Int

    /// Refused where the review is not there or is closed.
    init(_ review: Int, _ change: Change) throws {
        store = ReviewStore(change.session)
        guard let record = try store.record(review) else { throw Refusal.notFound("这份审核稿") }
        guard record.status == .open else {
            throw Refusal("review_closed", status: 409, "这份审核稿\(record.status.title)，不能再改。要改现行方案，请新建修订。")
        }
        self.record = record
        names = try KnownNames(change.reading)
        before = Dictionary(uniqueKeysWithValues: try store.items(review).map { ($0.id, $0) })
        states = before.mapValues(\.state)
        nextItem = try store.lastItem(review) + 1
    }

    /// The items as they stand within this edit.
    var items: [ReviewItem] {
        states.map { ReviewItem(id: $0.key, revision: before[$0.key]?.revision ?? 0, state: $0.value) }
            .sorted { $0.id < $1.id }
    }

    /// An item as the person saw it; a conflict where somebody changed it since.
    func item(_ seen: SeenItem) throws -> ReviewItem {
        if let item = before[seen.item], item.revision == seen.revision { return item }
        throw ReviewConflict([seen.item], edits: try store.edits(record.id, after: seen.revision))
    }

    func isAsSeen(_ seen: SeenItem) -> Bool { before[seen.item]?.revision == seen.revision }

    /// The clause of an item, refused where it is none.
    func clause(_ item: Int) throws -> DraftClause {
        guard case .clause(let clause) = states[item]?.content else {
            throw Refusal("no_clause", "没有找到所选的条款，可能刚被删除。请刷新后再选。")
        }
        return clause
    }

    mutating func put(_ state: ReviewState, as item: Int) { states[item] = state }

    mutating func change(_ item: Int, _ body: (inout ReviewState) -> Void) {
        guard var state = states[item] else { return }
        body(&state)
        states[item] = state
    }

    @discardableResult mutating func add(_ state: ReviewState) -> Int {
        defer { nextItem += 1 }
        states[nextItem] = state
        return nextItem
    }

    mutating func remove(_ item: Int) {
        states[item] = nil
        dropTarget(item)
    }

    /// Takes out an item and nothing else: what an undone addition had put in.
    mutating func takeOut(_ item: Int) { states[item] = nil }

    /// Questions and contradictions no longer speak of a target that is gone.
    private mutating func dropTarget(_ item: Int) {
        for (id, state) in states {
            switch state.content {
            case .question(var question) where question.targets.contains(item):
                question.targets.removeAll { $0 == item }
                states[id]?.content = .question(question)
            case .contradiction(var contradiction) where contradiction.targets.contains(item):
                contradiction.targets.removeAll { $0 == item }
                states[id]?.content = .contradiction(contradiction)
            default: break
            }
        }
    }

    /// Every wording of the tasks has its name item, and no other has.
    private mutating func reconcileNames() {
        var used: Set<String> = []
        for case .task(let task) in states.values.map(\.content) { used.formUnion(task.duties.map(\.name)) }
        for (id, state) in states {
            if case .name(let name) = state.content, used.remove(name.wording) == nil { states[id] = nil }
        }
        for wording in used.sorted() { add(names.item(for: wording, position: nextItem)) }
    }

    /// Writes the edit; nil where it changed nothing.
    mutating func finish(_ title: String, undoes: Int? = nil, _ change: inout Change) throws -> Int? {
        if undoes == nil { reconcileNames() }
        let changes = Set(before.keys).union(states.keys).sorted().compactMap { item -> ReviewChange? in
            let (old, new) = (before[item]?.state, states[item])
            return old == new ? nil : ReviewChange(item: item, before: old, after: new)
        }
        guard !changes.isEmpty else { return nil }
        let edit = ReviewEdit(
            number: try store.lastEdit(record.id) + 1, actorName: change.standing.name, instant: change.moment.instant,
            title: title, undoes: undoes, undoneBy: nil, changes: changes)
        try store.append(edit, to: record.id, by: change.standing.actor)
        change.touches("review:\(record.id)")
        change.note("审核稿第 \(record.id) 号，第 \(edit.number) 步：\(title)")
        return edit.number
    }
}
