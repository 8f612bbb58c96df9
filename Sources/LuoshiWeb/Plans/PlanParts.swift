import LuoshiCore
import LuoshiPlan

/// Pieces that several pages of the plan share.
extension Light {
    /// Shape, colour and words; never colour alone.
    var badge: HTML {
        let (shape, tone): (String, String) =
            switch self {
            case .done: ("✔", "blue")
            case .onPace: ("●", "green")
            case .behind: ("▲", "yellow")
            case .unlikely: ("■", "red")
            case .measured: ("◇", "grey")
            case .noData, .notYetDue, .awaitingRuling: ("○", "grey")
            }
        return "<span class=\"light light-\(tone)\"><span aria-hidden=\"true\">\(shape)</span> \(title)</span>"
    }
}

extension PlanView {
    /// A unit's name as a door to its page; a group's name with how many it stands for.
    func link(_ duty: Duty) -> HTML {
        if duty.unit != nil, let answer = answers(for: duty).first { return link(answer, wording: duty.name) }
        guard let group = duty.group else { return "\(duty.name)" }
        let count = members[group]?.count ?? 0
        guard count > 0 else {
            guard let question = question(about: group) else { return "\(duty.name)" }
            return
                "\(duty.name)<span class=\"note\">（<a href=\"\(url: "/rulings/\(question.key)")\">成员待裁定</a>）</span>"
        }
        return "\(duty.name)<span class=\"note\">（\(count) 个单位）</span>"
    }

    func owner(of target: Target) -> HTML {
        guard let answer = answer(for: target) else { return "\(target.ownerName)" }
        return link(answer, wording: target.ownerName)
    }

    /// Who answers, and where that is no longer the plan's own wording why: 市大数据局（原 市信息办，2022-07-20 并入）.
    func link(_ answer: UnitAnswer, wording: String) -> HTML {
        let why: String? =
            if let step = answer.way.last {
                "原 \(wording)，\(step.day) \(step.kind.passing)"
            } else {
                formerName(wording, of: answer.unit).map { "原 \(wording)，\($0) 更名" }
            }
        let name = why == nil ? wording : shortName(answer.unit)
        return """
            <a href="\(url: "/units/\(answer.unit)")">\(name)</a>\(why.map { "<span class=\"note\">（\($0)）</span>" as HTML })
            """
    }

    /// The paper by which a duty or a target came to whoever answers for it, beneath a link that says the rest.
    func basis(of answer: UnitAnswer) -> HTML? {
        guard let step = answer.way.last else { return nil }
        return answer.way.count == 1 ? "<span class=\"note\">依据 \(step.basis)</span>" : passage(of: answer)
    }

    /// The whole way with its papers: 2022-07-20 并入，依据 百编发〔2022〕9 号.
    func passage(of answer: UnitAnswer) -> HTML {
        let steps = answer.way.map { step -> HTML in
            """
            \(answer.way.count == 1 ? "" : "\(shortName(step.from)) → \(shortName(step.to))：")\(step.day) \(step.kind.passing)，依据 \(step.basis)
            """
        }
        return "<span class=\"note\">\(steps, separator: "；")</span>"
    }

    func taskLink(_ path: String) -> HTML {
        "<a href=\"\(url: "/tasks/\(path)")\"><span class=\"path\">\(path)</span> \(plan.clause(path)?.title ?? "")</a>"
    }

    func readerLink(_ path: String) -> HTML {
        "<a href=\"\(url: "/plan/\(path)")\">方案 \(path) \(plan.clause(path)?.title ?? "")</a>"
    }

    func targetLink(_ target: Target) -> HTML {
        "<a href=\"\(url: "/targets/\(target.id)")\">\(target.title)</a>"
    }

    /// Why a target has the light it has, in one line.
    func reason(for target: Target) -> HTML {
        let awaited = awaited(by: target).map { rulingLink($0) }
        if !awaited.isEmpty { return "等待裁定：\(awaited, separator: "、")" }
        return "\(lack(of: target))"
    }

    func rulingLink(_ question: RulingQuestion) -> HTML {
        "<a href=\"\(url: "/rulings/\(question.key)")\">\(question.title)</a>"
    }

    private func lack(of target: Target) -> String {
        switch target.source {
        case .letter: return "尚未收到\(target.dataFrom ?? "统计部门")的函告数"
        case .register: return "尚未建立台账"
        case .report: return "尚未收到报表"
        case .rule: return "尚无适用的事项"
        case .milestones: return "尚未登记节点进展"
        }
    }

    /// 一、总体要求 › （二）主要目标.
    func breadcrumb(_ path: String) -> HTML {
        let parts = plan.ancestors(of: path).map {
            "<a href=\"\(url: "/plan/\($0.path)")\">\($0.label)\($0.title)</a>" as HTML
        }
        return "<p class=\"crumb\">\(parts, separator: " › ")</p>"
    }
}

extension Target {
    /// What the plan asks, in a few words; each clause's own wording where they differ.
    var promise: HTML {
        if !milestones.isEmpty && expressions.allSatisfy({ $0.comparator == nil }) {
            return milestones.count == 1 ? "\(milestones[0].title)" : "\(milestones.count) 个节点"
        }
        var seen: Set<String> = []
        let promises = expressions.filter { !$0.inWords.isEmpty && seen.insert($0.inWords).inserted }.map(\.promise)
        return promises.isEmpty ? "\(expressions.first?.counts ?? "")" : "\(promises, separator: "；")"
    }
}

extension Expression {
    /// Its promise in words; in another language the date stands last.
    var promise: HTML {
        guard Phrasebook.current != nil else { return "\(inWords)" }
        let words = [firmness == .strive ? "力争" : "", comparison, figure].filter { !$0.isEmpty }
        let promise: HTML = "\(words.map { "\($0)" as HTML }, separator: " ")"
        return when.isEmpty ? promise : "\(promise)（\(when)）"
    }
}
