import LuoshiCore
import LuoshiFigures
import LuoshiPlan

extension Site {
    /// The plan in force with what the figures say of its targets.
    func measuredPlan(_ context: SiteContext) async throws -> MeasuredPlan? {
        try await ask(MeasureTargets(), context).map {
            MeasuredPlan(view: $0.view, figures: $0.figures, isDemonstration: information.isDemonstration)
        }
    }

    /// A plan view with the figures of the whole city; without them for whoever may not see figures.
    func measured(_ view: PlanView, _ context: SiteContext) async throws -> MeasuredPlan {
        let figures = try await askWhereAllowed(UnitFigures(), context)?.figures ?? []
        let measured = MeasuredTargets(view, figures)
        return MeasuredPlan(
            view: measured.view, figures: measured.figures, isDemonstration: information.isDemonstration)
    }
}

/// A plan with the figures of its targets.
struct MeasuredPlan {
    let view: PlanView
    /// By the target's key.
    let figures: [String: Figure]
    let isDemonstration: Bool

    /// The figure of a target as a door to its walk back; nil where no indicator answers for it.
    func words(_ target: Target) -> HTML? {
        figures[target.key].map { figure in
            let words = FigureWords(figure: figure, isDemonstration: isDemonstration)
            return "\(words.linked) \(words.footing)"
        }
    }

    /// The figure, or in one line why there is none.
    func standing(of target: Target) -> HTML {
        guard let figure = figures[target.key] else { return view.reason(for: target) }
        if figure.value != nil { return words(target) ?? .empty }
        if case .notYetDue(let day) = figure.absence { return "\(day) 起可知" }
        return view.reason(for: target)
    }

    /// Rows of a table of targets: what, how much, who, how it stands.
    func targetTable(_ targets: [Target], showsOwner: Bool = true) -> HTML {
        let rows = targets.map { target -> HTML in
            """
            <tr><td><span class="path">\(target.id)</span> \(view.targetLink(target))</td>\
            <td data-label="方案要求">\(target.promise)</td>\
            \(showsOwner ? "<td data-label=\"责任单位\">\(view.owner(of: target))</td>" as HTML : nil)\
            <td data-label="状态">\(view.light(of: target).badge)<br><span class="note">\(standing(of: target))</span></td></tr>
            """
        }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="目标表"><table class="table"><thead><tr><th scope="col">目标</th><th scope="col">方案要求</th>\(showsOwner ? "<th scope=\"col\">责任单位</th>" as HTML : nil)<th scope="col">状态</th></tr></thead><tbody>
            \(rows)
            </tbody></table></div>
            """
    }
}
