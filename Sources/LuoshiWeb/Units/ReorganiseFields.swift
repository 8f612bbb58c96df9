import LuoshiCore
import LuoshiPlan

/// The fields of each kind of change, with what was typed and the fault beside the field it concerns.
struct ReorganiseFields {
    let form: ReorganiseForm
    let view: PlanView?
    let fault: Refusal?

    var body: HTML {
        switch form.kind {
        case .seed: .empty
        case .open: opening
        case .rename:
            "\(input("name", "新全称", standard: form.unit?.name, isRequired: true))\(input("short", "新简称", standard: form.unit?.shortName))"
        case .merge:
            """
            \(units("into", "并入哪个单位", none: "请选择", offersNew: true))\(newUnit("new", "新设单位（选了“新设单位”才填）"))\
            \(input("others", "一并并入的其他单位（名称用顿号隔开，可不填）"))
            """
        case .split: splitting
        case .move: moving
        case .close: units("successor", "承接单位", none: "没有（只在不负责任何任务、目标时）")
        case .transfer:
            """
            \(input("function", "划转的职能", isRequired: true))\(units("to", "划入哪个单位", none: "请选择"))\
            <fieldset><legend>随之划转的任务和目标</legend>\(subjects.map(checkbox))\(subjects.isEmpty ? "<p class=\"note\">这个单位现在不负责任务和目标。</p>" as HTML : nil)</fieldset>
            """
        case .alias:
            "\(input("alias", "别称", isRequired: true))\(select("action", "怎么调整", [("add", "启用"), ("remove", "停用")]))"
        case .group:
            """
            \(select("group", "统称", [("", "请选择")] + form.choices.groups.map { ($0.key, $0.name) }))\
            \(select("action", "怎么调整", [("join", "加入"), ("leave", "退出")]))
            """
        }
    }

    // MARK: Kinds with more than a field or two

    private var opening: HTML {
        let kinds = UnitKind.allCases.map { ($0.rawValue, $0.title) }
        let parents = form.choices.hierarchies.map { units("parent:\($0.key)", "“\($0.title)”中的上级", none: "不列入") }
        return """
            \(select("unit-kind", "单位类型", [("", "请选择")] + kinds))\(input("name", "全称", isRequired: true))\(input("short", "简称（同全称的可不填）"))\
            \(input("id", "单位代码（可不填，企业用信用代码）"))\(input("area", "区划代码（GB/T 2260，市、县填写）"))\
            \(input("credit", "统一社会信用代码（企业必填）"))\(input("aliases", "别称（用顿号隔开，可不填）"))\(parents)
            """
    }

    private var splitting: HTML {
        let parts = (1...ReorganiseForm.partCount).map { number -> HTML in
            """
            <fieldset><legend>第 \(number) 个分出的单位\(number == 1 ? "" : "（可不填）")</legend>\
            \(units("part\(number)", "单位", none: number == 1 ? "请选择" : "没有", offersNew: true))\(newUnit("part\(number)", "新设的，填这里"))</fieldset>
            """
        }
        let targets = [("", "不分出")] + (1...ReorganiseForm.partCount).map { (String($0), "第 \($0) 个单位") }
        let rows = subjects.map { subject in select("s:\(subject.key)", subject.title, targets) }
        return """
            \(parts)<fieldset><legend>每项任务和目标由谁承接</legend>\(rows)\(rows.isEmpty ? "<p class=\"note\">这个单位现在不负责任务和目标。</p>" as HTML : nil)</fieldset>\
            \(select("remainder", "其余事项", [("", "原单位保留，继续负责")] + (1...ReorganiseForm.partCount).map { (String($0), "原单位撤销，由第 \($0) 个单位承接") }))
            """
    }

    private var moving: HTML {
        let hierarchies = form.choices.hierarchies.map { hierarchy in
            let now = form.parents[hierarchy.key].flatMap { id in form.register.first { $0.unit.id == id } }
            return (hierarchy.key, "\(hierarchy.title)（现隶属\(now?.unit.shortName ?? "：无")）")
        }
        return "\(select("hierarchy", "在哪个层级里", hierarchies))\(units("parent", "新的上级单位", none: "不再列入"))"
    }

    /// What the unit answers for: clauses and targets, as a function carries them.
    private var subjects: [(key: String, title: String)] {
        guard let view, let unit = form.unit else { return [] }
        var seen: Set<String> = []
        let duties = view.duties(of: unit.id).compactMap { duty -> (key: String, title: String)? in
            let key = PlanAnswers.subject(of: duty)
            guard seen.insert(key).inserted else { return nil }
            return (key, "\(duty.clause) \(view.plan.clause(duty.clause)?.title ?? "")（\(duty.role.title)）")
        }
        return duties
            + view.targets(ownedBy: unit.id).map { (PlanAnswers.subject(of: $0), "目标 \($0.id) \($0.title)") }
            + form.fields.keys.filter { $0.hasPrefix("s:") }.map { String($0.dropFirst(2)) }
            .filter { key in
                !seen.contains(key) && !view.targets(ownedBy: unit.id).contains { PlanAnswers.subject(of: $0) == key }
            }
            .sorted().filter { form.text("s:\($0)") != "" }.map { ($0, $0) }
    }

    private func newUnit(_ prefix: String, _ title: String) -> HTML {
        """
        <details\("open", if: form.text("\(prefix)-name") != "" || isFaulty("\(prefix)-name") || isFaulty("\(prefix)-id"))><summary>\(title)</summary>\(input("\(prefix)-name", "新设单位全称"))\(input("\(prefix)-short", "简称"))\
        \(form.unit?.kind == .enterprise ? input("\(prefix)-credit", "统一社会信用代码") : input("\(prefix)-id", "单位代码"))</details>
        """
    }

    // MARK: Single fields

    func input(_ name: String, _ label: String, standard: String? = nil, isRequired: Bool = false) -> HTML {
        """
        <label class="form-label" for="f-\(name)">\(label)</label><input class="form-control" id="f-\(name)" name="\(name)" \
        value="\(form.fields[name] ?? standard ?? "")" maxlength="500"\("required", if: isRequired)\(invalid(name))>
        """
    }

    func date(_ name: String, _ label: String, standard: Day) -> HTML {
        """
        <label class="form-label" for="f-\(name)">\(label)</label><input class="form-control" id="f-\(name)" name="\(name)" type="date" \
        value="\(form.fields[name] ?? standard.description)" required\(invalid(name))>
        """
    }

    private func select(_ name: String, _ label: String, _ options: [(String, String)]) -> HTML {
        let items = options.map { key, title -> HTML in
            "<option value=\"\(key)\"\("selected", if: form.text(name) == key)>\(title)</option>"
        }
        return """
            <label class="form-label" for="f-\(name)">\(label)</label><select class="form-select" id="f-\(name)" name="\(name)"\(invalid(name))>\(items)</select>
            """
    }

    /// Living units by kind; enterprises only among themselves.
    private func units(_ name: String, _ label: String, none: String, offersNew: Bool = false) -> HTML {
        let isFirm = form.unit?.kind == .enterprise || form.kind == .open
        let groups = UnitKind.allCases.compactMap { kind -> HTML? in
            let these = form.register.filter { known in
                known.unit.kind == kind && known.unit.id != form.unit?.id && known.closedOn == nil
                    && (kind != .enterprise || (isFirm && form.kind != .open))
            }
            guard !these.isEmpty else { return nil }
            let items = these.map { known -> HTML in
                "<option value=\"\(known.unit.id)\"\("selected", if: form.text(name) == known.unit.id)>\(known.unit.shortName)</option>"
            }
            return "<optgroup label=\"\(kind.title)\">\(items)</optgroup>"
        }
        let fresh: HTML? =
            offersNew
            ? "<option value=\"new\"\("selected", if: form.text(name) == ReorganiseForm.newUnit)>新设单位</option>" : nil
        return """
            <label class="form-label" for="f-\(name)">\(label)</label><select class="form-select" id="f-\(name)" name="\(name)"\(invalid(name))>\
            <option value="">\(none)</option>\(fresh)\(groups)</select>
            """
    }

    private func checkbox(_ subject: (key: String, title: String)) -> HTML {
        """
        <div class="form-check"><input class="form-check-input" type="checkbox" id="f-s:\(subject.key)" name="s:\(subject.key)" value="on"\("checked", if: form.text("s:\(subject.key)") == "on")><label class="form-check-label" for="f-s:\(subject.key)">\(subject.title)</label></div>
        """
    }

    private func invalid(_ name: String) -> HTML {
        isFaulty(name) ? " aria-invalid=\"true\" aria-describedby=\"fault\"" : ""
    }

    /// Which field a refusal is about.
    private func isFaulty(_ name: String) -> Bool {
        guard let code = fault?.code else { return false }
        let field =
            [
                "basis_missing": "basis", "from_unreadable": "from", "from_early": "from", "unit_not_alive": "from",
                "unit_order": "from", "unit_name": "name", "unit_name_same": "name", "unit_name_taken": "name",
                "unit_id": "id", "unit_id_taken": "id", "area_code": "area", "credit_code": "credit",
                "credit_code_taken": "credit", "unit_kind": "unit-kind", "merge_into": "into", "merge_itself": "into",
                "merge_others": "others", "split_part": "part1", "split_empty": "part1", "split_remainder": "remainder",
                "hierarchy_circle": "parent", "hierarchy_unknown": "hierarchy", "hierarchy_root": "hierarchy",
                "move_same": "parent", "unit_answers": "successor", "unit_children": "successor",
                "transfer_to": "to", "function_itself": "to", "function_name": "function", "alias_empty": "alias",
                "alias_same": "alias", "group_unknown": "group", "group_same": "group", "reason_missing": "reason",
            ][code] ?? code.replacing("_", with: "-")
        return field == name
    }
}
