import Hummingbird
import LuoshiCore

extension Site {
    func asset(_ request: Request, _ context: SiteContext) async throws -> Response {
        try information.assets.response(context.parameters.require("name"))
    }

    /// `/`: leaders and the office begin with the overview, departments, counties and parks with what they have to do.
    func home(_ request: Request, _ context: SiteContext) async throws -> Response {
        let viewer = try await layout("", nil, context).viewer
        if viewer?.unit?.kind == .enterprise {
            return .redirect(to: (viewer?.openItems ?? 0) > 0 ? "/inbox" : "/me", type: .normal)
        }
        guard let unit = viewer?.unit, [.department, .partyOrgan, .county, .park, .vertical].contains(unit.kind) else {
            return .redirect(to: viewer?.may("plan.read") == true ? "/overview" : "/me", type: .normal)
        }
        return .redirect(to: viewer?.openItems == nil ? "/units/\(unit.id)" : "/inbox", type: .normal)
    }
}
