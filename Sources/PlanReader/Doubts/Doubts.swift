/// Collects what a person has to resolve before the draft is adopted; every message says what to do.
struct Doubts {
    let text: PlanText
    let outline: ClauseOutline
    private(set) var warnings: [Draft.Warning] = []

    /// Goes through the tasks, the targets and the text.
    init(
        _ text: PlanText, _ outline: ClauseOutline, _ head: DocumentHead, _ assembly: TaskAssembly,
        _ tables: TableReader, _ targets: TargetReader
    ) {
        self.text = text
        self.outline = outline
        let tasks = assembly.tasks + tables.tasks
        warnings += TaskDoubts(text: text, outline: outline).read(assembly, tasks)
        warnings += TargetDoubts.read(targets.targets, text)
        warnings += NamedActors(text: text, outline: outline).read(assembly)
        warnings += AmbiguousConditions.read(text)
        for rows in tables.skipped {
            add("table-unread", "表格的栏目未能识别，请人工核对表中的任务和责任单位。", text.span(rows))
        }
        if tasks.isEmpty { add("no-tasks", "全文未找到责任单位标注或分工表，请人工逐条指定责任单位。", 0..<0) }
        if outline.clauses.isEmpty, tables.clauses.isEmpty { add("no-clauses", "全文未找到条款序号，请检查文字是否完整。", 0..<0) }
        if head.title == nil { add("title-missing", "未能识别文件标题，请填写。", 0..<0) }
        if head.years.isEmpty { add("years-missing", "标题未写明规划年度，请填写起止年份。", 0..<0) }
        warnings.sort { ($0.start, $0.end, $0.code) < ($1.start, $1.end, $1.code) }
    }

    private mutating func add(_ code: String, _ message: String, _ span: Range<Int>) {
        warnings.append(.init(code: code, message: message, start: span.lowerBound, end: span.upperBound))
    }
}
