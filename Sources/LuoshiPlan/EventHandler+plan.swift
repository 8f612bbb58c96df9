package import LuoshiCore

extension EventHandler {
    /// What the plan floor does on events, in order; watchers are told last.
    package static let plan: [EventHandler] = [
        .seedPlan, .reviewPackagePlan, .checkFunction, .keepAnswers, .passDuties, .listDuties,
        .tellWatchers(WatchKind.core + WatchKind.plan),
    ]
}
