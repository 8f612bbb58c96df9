import LuoshiCore
import LuoshiWork

/// A register laid out by one of its views: `columns` for boards and ladders, else `coverage` or `chain`.
struct BoardAnswer: Codable, Sendable {
    /// One choice with how many records there are and the first of them; without a key, those that have none.
    struct BoardColumnAnswer: Codable, Sendable {
        let key: String?
        let title: String
        let count: Int
        let first: [RecordAnswer]
    }

    /// How many records of each choice belong to each unit, in the order of `units`.
    struct CoverageAnswer: Codable, Sendable {
        struct CoverageLineAnswer: Codable, Sendable {
            let key: String
            let title: String
            let counts: [Int]
        }

        let units: [String]
        let lines: [CoverageLineAnswer]
    }

    /// Stages with their records, and which record leads to which.
    struct ChainAnswer: Codable, Sendable {
        struct ChainStageAnswer: Codable, Sendable {
            let title: String
            let records: [RecordAnswer]
        }
        struct ChainEdgeAnswer: Codable, Sendable {
            let from: String
            let to: String
        }

        let stages: [ChainStageAnswer]
        let edges: [ChainEdgeAnswer]
    }

    let view: String
    let columns: [BoardColumnAnswer]?
    let coverage: CoverageAnswer?
    let chain: ChainAnswer?

    init(_ board: RecordBoardAnswer) {
        view = board.view.key
        switch board.content {
        case .columns(let found):
            columns = found.map {
                BoardColumnAnswer(
                    key: $0.key, title: $0.title, count: $0.count,
                    first: $0.first.map { RecordAnswer($0, board.register) })
            }
            (coverage, chain) = (nil, nil)
        case .coverage(let found):
            coverage = CoverageAnswer(
                units: found.units.map(\.id),
                lines: found.rows.map { .init(key: $0.key, title: $0.title, counts: $0.counts) })
            (columns, chain) = (nil, nil)
        case .chain(let found):
            chain = ChainAnswer(
                stages: found.stages.map {
                    .init(title: $0.title, records: $0.rows.map { RecordAnswer($0, board.register) })
                }, edges: found.edges.map { .init(from: $0.from, to: $0.to) })
            (columns, coverage) = (nil, nil)
        }
    }
}
