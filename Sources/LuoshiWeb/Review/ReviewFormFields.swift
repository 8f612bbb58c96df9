import LuoshiCore
import LuoshiPlan

/// The fields of an item's form, by kind.
struct ReviewFormFields {
    let view: ReviewView
    let kind: ReviewKind
    let values: FormValues
    /// Keeps the ids of fields apart.
    let prefix: String
    var isNew = false

    var body: HTML {
        switch kind {
        case .head:
            """
            \(input("title", "标题"))\(input("short_title", "简称"))\(input("issuer", "印发单位"))\(input("document_number", "文号"))\
            \(input("issued_on", "成文日期", type: "date"))\(input("first_day", "方案期起日", type: "date"))\(input("last_day", "方案期止日", type: "date"))
            """
        case .clause:
            """
            <div class="two">\(input("path", "编号（2.3.4）"))\(input("label", "序号，照原文"))</div>\
            \(select("kind_of", "类型", ClauseKind.allCases.map { ($0.rawValue, $0.title) }))\(input("title", "标题"))\
            \(area("summary", "概要（可用自己的话改写）", rows: 5))\(area("mechanisms", "要建立的机制，一行一个", rows: 2))
            """
        case .task:
            """
            \(isNew ? clauses("clause", "哪一条") : nil)\(area("lead", "牵头单位，一行一个", rows: 2))\(area("cooperating", "配合单位，一行一个", rows: 6))\
            \(area("responsible", "责任单位（没有写谁牵头的），一行一个", rows: 2))\(check("open", "原文以“等”结尾，没有列全"))
            """
        case .target: target
        case .actor:
            """
            \(isNew ? clauses("clause", "哪一条") : nil)\(input("unit", "由谁承担", list: true))\(input("what", "做什么"))
            """
        case .name: name
        case .question:
            """
            \(isNew ? clauses("clause", "哪一条") : nil)\(input("title", "标题"))\(area("question", "要裁定什么", rows: 2))\(area("why", "为什么", rows: 3))\
            \(area("options", "可选的答案，一行一个", rows: 3))\(input("decided_by", "由谁裁定", list: true))\(area("consults", "先听取谁的意见，一行一个", rows: 2))\(waiting)
            """
        case .contradiction:
            """
            \(isNew ? clauses("clause", "哪一条") : nil)\(input("title", "标题"))\(area("explanation", "哪里前后不一", rows: 4))
            """
        }
    }

    private var target: HTML {
        let count = max(Int(values["expressions"]) ?? 0, isNew ? 1 : 0)
        return """
            \(input("title", "名称"))\(input("owner", "责任单位", list: true))\(input("owner_basis", "依据；没有责任单位的写明为什么"))\
            <input type="hidden" name="expressions" value="\(count)">\((0..<count).map(expression))\
            <details><summary>怎么统计、节点</summary><div class="two">\(select("kind_of", "类型", TargetKind.allCases.map { ($0.rawValue, $0.title) }))\
            \(select("source", "数据来源", FigureSource.allCases.map { ($0.rawValue, $0.title) }))</div>\
            \(area("known_by", "怎么得出", rows: 2))\(input("data_from", "数据由谁提供", list: true))\(area("milestones", "节点，一行一个；期限写在“｜”后面", rows: 2))</details>
            """
    }

    /// One wording of a target.
    private func expression(_ index: Int) -> HTML {
        let own = "e\(index)_"
        let comparators = [("", "不设数值")] + Comparator.allCases.map { ($0.rawValue, $0.inWords) }
        return """
            <fieldset><legend>原文要求\(index > 0 ? "（第 \(index + 1) 处）" : "")</legend>\(clauses(own + "clause", "哪一条"))\
            <div class="three">\(select(own + "comparator", "比较", comparators))\(input(own + "value", "数值"))\(input(own + "unit", "单位"))\
            \(input(own + "min", "区间下限"))\(input(own + "max", "区间上限"))\(input(own + "deadline", "期限（年或日）"))</div>\
            \(select(own + "firmness", "力度", [("must", "必须"), ("strive", "力争")]))\(check(own + "yearly", "每年都要"))\(input(own + "counts", "统计什么"))</fieldset>
            """
    }

    /// A wording's answer: one unit, several, or left to a ruling.
    private var name: HTML {
        let units = view.units.map { unit -> HTML in
            "<option value=\"\(unit.id)\"\("selected", if: values["unit"] == unit.id)>\(unit.shortName)</option>"
        }
        let members = view.units.map { unit -> HTML in
            let id = "\(prefix)-member-\(unit.id)"
            return
                "<li><input class=\"form-check-input\" type=\"checkbox\" id=\"\(id)\" name=\"member-\(unit.id)\" value=\"yes\"\("checked", if: values["member-\(unit.id)"] == "yes")> <label for=\"\(id)\">\(unit.shortName)</label></li>"
        }
        return """
            <fieldset><legend>这个写法指的是</legend>
            \(radio("unit", "一个单位")) <label class="visually-hidden" for="\(prefix)-unit">哪个单位</label><select class="form-select" id="\(prefix)-unit" name="unit"><option value="">（请选）</option>\(units)</select>
            \(radio("open", "几个单位的统称，包括谁还没有定：口径待确认"))
            \(radio("group", "几个单位的统称，包括下面勾选的"))
            <ul class="tick-list">\(members)</ul></fieldset>
            """
    }

    private func radio(_ value: String, _ title: String) -> HTML {
        """
        <div class="form-check"><input class="form-check-input" type="radio" name="to" id="\(prefix)-to-\(value)" value="\(value)"\("checked", if: values["to"] == value)><label class="form-check-label" for="\(prefix)-to-\(value)">\(title)</label></div>
        """
    }

    /// Targets that have no light until it is decided.
    private var waiting: HTML {
        let boxes = view.items.targets.map { item, target -> HTML in
            let name = "target-\(item.id)"
            return
                "<li><input class=\"form-check-input\" type=\"checkbox\" id=\"\(prefix)-\(name)\" name=\"\(name)\" value=\"yes\"\("checked", if: values[name] == "yes")> <label for=\"\(prefix)-\(name)\">\(target.id) \(target.title)</label></li>"
        }
        return "<details><summary>裁定前口径待确认的目标</summary><ul class=\"tick-list\">\(boxes)</ul></details>"
    }

    private func clauses(_ field: String, _ title: String) -> HTML {
        select(field, title, view.items.clauses.map { ("\($0.item.id)", "\($0.clause.path) \($0.clause.title)") })
    }

    private func input(_ field: String, _ title: String, type: String = "text", list: Bool = false) -> HTML {
        """
        <div><label class="form-label" for="\(prefix)-\(field)">\(title)</label><input class="form-control" type="\(type)" id="\(prefix)-\(field)" name="\(field)" value="\(values[field])"\(list ? " list=\"names\"" as HTML : nil)></div>
        """
    }

    private func area(_ field: String, _ title: String, rows: Int) -> HTML {
        """
        <label class="form-label" for="\(prefix)-\(field)">\(title)</label><textarea class="form-control" id="\(prefix)-\(field)" name="\(field)" rows="\(rows)">\(values[field])</textarea>
        """
    }

    private func check(_ field: String, _ title: String) -> HTML {
        """
        <div class="form-check"><input class="form-check-input" type="checkbox" id="\(prefix)-\(field)" name="\(field)" value="yes"\("checked", if: values[field] == "yes")><label class="form-check-label" for="\(prefix)-\(field)">\(title)</label></div>
        """
    }

    private func select(_ field: String, _ title: String, _ options: [(String, String)]) -> HTML {
        let items = options.map { value, text -> HTML in
            "<option value=\"\(value)\"\("selected", if: values[field] == value)>\(text)</option>"
        }
        return """
            <div><label class="form-label" for="\(prefix)-\(field)">\(title)</label><select class="form-select" id="\(prefix)-\(field)" name="\(field)">\(items)</select></div>
            """
    }
}

/// The form for something that the reader did not find.
struct ReviewAddition {
    let view: ReviewView
    let kind: ReviewKind
    let look: ReviewLook
    let csrf: String

    var body: HTML {
        let values = FormValues(look.entered ?? [:])
        return """
            <section class="card" id="add"><h2>新增\(kind.title)</h2>
            <form class="item-form" method="post" action="/reviews/\(view.record.id)/items" data-keep="review-\(view.record.id)-new-\(kind.rawValue)" data-revision="\(view.lastEdit)">\(Layout.formFields(csrf))<input type="hidden" name="show" value="\(look.filter.rawValue)"><input type="hidden" name="kind" value="\(kind.rawValue)">
            <div><label class="form-label" for="new-words">原文里的字句（照抄，可留空）</label><input class="form-control" id="new-words" name="words" value="\(values["words"])" data-words></div>
            \(ReviewFormFields(view: view, kind: kind, values: values, prefix: "new", isNew: true).body)
            <p class="actions"><button class="btn btn-primary">新增</button> <a class="btn btn-outline-secondary" href="\(url: "/reviews/\(view.record.id)?show=\(look.filter.rawValue)")">不加了</a></p></form></section>
            """
    }
}
