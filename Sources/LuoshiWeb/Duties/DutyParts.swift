import LuoshiCore
import LuoshiWork

extension IssuedDuty {
    /// Shape, colour and words.
    var badge: HTML {
        let (shape, tone, words): (String, String, String) =
            switch standing {
            case .signed: ("✔", "green", "已签收")
            case .questioned: ("▲", "yellow", "异议待协调")
            case .ended: ("○", "grey", "已终止")
            case .waiting: isLate ? ("■", "red", "逾期未签收") : ("○", "grey", "未签收")
            }
        return "<span class=\"light light-\(tone)\"><span aria-hidden=\"true\">\(shape)</span> \(words)</span>"
    }

    /// What became of it, in a line: 2022-07-20 演示平果市李八签收.
    var line: HTML {
        switch standing {
        case .signed: "\(signing?.day.description ?? "") \(typed: signing?.actorName ?? "")签收"
        case .waiting: "\(issuedOn) 印发，\(due)"
        case .questioned, .ended:
            "\(question?.day.description ?? "") \(typed: question?.actorName ?? "")提出：\(typed: question?.reason ?? "")"
        }
    }

    /// How late it is, the badge says already.
    private var due: HTML {
        workingDaysLeft.map {
            "期限 \(item.dueOn?.description ?? "")\(isLate ? nil : " \(DueWords($0).badge)" as HTML)" as HTML
        }
            ?? "未定期限"
    }

    var link: HTML { "<a href=\"\(url: "/tasks/\(key.clause)")\">\(typed: title)</a>" }
}

/// Where no package declares duties, or no plan is in force.
struct NoDuties {
    var body: HTML {
        """
        <h1>还没有可以印发的责任分工</h1>
        <p class="sub">采用了方案、方案配置里有责任分工台账和签收流程以后，由领导小组办公室在这里印发。</p>
        """
    }
}
