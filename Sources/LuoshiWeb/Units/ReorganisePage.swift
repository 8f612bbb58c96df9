import LuoshiCore
import LuoshiPlan

/// The guide: first which kind of change, then what it needs; nothing is written here.
struct ReorganisePage {
    let id: String
    let unit: Unit?
    let kinds: [UnitEventKind]
    let form: ReorganiseForm?
    let view: PlanView?
    let today: Day
    let csrf: String
    let fault: Refusal?

    var body: HTML {
        """
        \(unit.map { "<p class=\"crumb\"><a href=\"\(url: "/units")\">单位</a> › <a href=\"\(url: "/units/\($0.id)")\">\($0.shortName)</a></p>" as HTML })
        <h1>\(heading)</h1>
        <p class="sub">先填写，再看清会动到什么，确认后才登记。生效日期可以在过去（补录）或将来；过去的页面保持原样。</p>
        \(form == nil ? choice : nil)
        \(form.map { guide($0) })
        """
    }

    private var heading: String {
        guard let unit else { return "设立单位" }
        return form.map { "\(unit.shortName)：\($0.wrong == nil ? "" : "更正")\($0.kind.title)" }
            ?? "\(unit.shortName)：要办哪种调整"
    }

    private var choice: HTML {
        let items = kinds.map { kind -> HTML in
            """
            <li><a href="\(url: "/units/\(id)/reorganise?kind=\(kind.rawValue)")">\(kind.title)</a><br><span class="note">\(Self.explanation(kind))</span></li>
            """
        }
        return "<section class=\"card narrow-form\"><ul class=\"plain\">\(items)</ul></section>"
    }

    private static func explanation(_ kind: UnitEventKind) -> String {
        switch kind {
        case .seed, .open: "新设机构、园区、企业等。"
        case .rename: "换名称，职责不变；旧名称仍能查到。"
        case .merge: "并入另一个单位或合并新设，任务、目标、下属和统称成员随之转移。"
        case .split: "分出一个或几个单位，逐项写明谁承接哪些任务和目标。"
        case .move: "在某一层级里换上级。"
        case .close: "撤销；还负责任务或目标的，须有承接单位。"
        case .transfer: "两个单位都保留，只把一项职能连同有关任务和目标划过去。"
        case .alias: "增加或停用一个简称、别称。"
        case .group: "从某日起加入或退出一个统称（如各园区管委会）。"
        }
    }

    private func guide(_ form: ReorganiseForm) -> HTML {
        let fields = ReorganiseFields(form: form, view: view, fault: fault)
        return """
            <section class="card narrow-form">\(fault.map { "<p class=\"alert alert-danger\" role=\"alert\" id=\"fault\">\($0.message)</p>" as HTML })
            <form method="post" action="/units/\(id)/reorganise">\(Layout.formFields(csrf))
            <input type="hidden" name="kind" value="\(form.kind.rawValue)">\(form.wrong.map { "<input type=\"hidden\" name=\"corrects\" value=\"\($0)\">" as HTML })
            \(fields.body)
            \(fields.date("from", "生效日期", standard: today))
            \(fields.input("basis", "依据（文件名称和文号）", isRequired: true))
            \(fields.input("note", "备注（可不填）"))
            \(form.wrong == nil ? nil : fields.input("reason", "更正的理由", isRequired: true))
            <button class="btn btn-primary" name="step" value="preview">看看会动到什么</button>
            </form></section>
            """
    }
}
