/// In which layer and row each state of a picture lies, and by which places each arrow goes (Sugiyama, Tagawa, Toda 1981:
/// cut the cycles, layer by the longest path, order by barycentres).
struct PictureLayers {
    /// A state, or a place where an arrow passes through a layer.
    struct Node: Hashable {
        let state: String?
        let passing: Int
    }

    /// The ways between two states, drawn as one arrow.
    struct Edge {
        let from: String
        let to: String
        let label: String
        let isBack: Bool
        /// Nodes from one end to the other, one a layer; empty for arrows that lead back.
        var nodes: [Node] = []
    }

    private(set) var layers: [[Node]] = []
    private(set) var edges: [Edge]

    init(_ procedure: Procedure) {
        edges = Self.edges(procedure)
        let depth = Self.depths(procedure, edges.filter { !$0.isBack })
        let last = depth.values.max() ?? 0
        layers = Array(repeating: [], count: last + 1)
        for state in procedure.states { layers[depth[state.key] ?? 0].append(Node(state: state.key, passing: -1)) }
        for index in edges.indices where !edges[index].isBack {
            let (start, end) = (depth[edges[index].from] ?? 0, depth[edges[index].to] ?? 0)
            edges[index].nodes = [Node(state: edges[index].from, passing: -1)]
            for layer in start + 1..<max(end, start + 1) {
                let node = Node(state: nil, passing: index)
                layers[layer].append(node)
                edges[index].nodes.append(node)
            }
            edges[index].nodes.append(Node(state: edges[index].to, passing: -1))
        }
        for _ in 0..<4 { order() }
    }

    /// One edge a pair of states; those that close a cycle lead back.
    private static func edges(_ procedure: Procedure) -> [Edge] {
        var labels: [[String]: [String]] = [:]
        var pairs: [[String]] = []
        for way in procedure.ways where procedure.state(way.from) != nil && procedure.state(way.to) != nil {
            let pair = [way.from, way.to]
            if labels[pair] == nil { pairs.append(pair) }
            if labels[pair]?.contains(way.title) != true { labels[pair, default: []].append(way.title) }
        }
        let back = closing(pairs, from: procedure.states.map(\.key))
        return pairs.map { pair in
            Edge(
                from: pair[0], to: pair[1], label: labels[pair, default: []].joined(separator: "、"),
                isBack: back.contains(pair))
        }
    }

    /// The pairs that lead to a state from which one came: depth first, in the order of the file.
    private static func closing(_ pairs: [[String]], from states: [String]) -> Set<[String]> {
        var back: Set<[String]> = []
        var done: Set<String> = []
        var open: Set<String> = []
        func visit(_ state: String) {
            guard !done.contains(state) else { return }
            open.insert(state)
            for pair in pairs where pair[0] == state {
                if open.contains(pair[1]) { back.insert(pair) } else { visit(pair[1]) }
            }
            open.remove(state)
            done.insert(state)
        }
        for state in states { visit(state) }
        return back
    }

    private static func depths(_ procedure: Procedure, _ edges: [Edge]) -> [String: Int] {
        var depth = Dictionary(procedure.states.map { ($0.key, 0) }, uniquingKeysWith: { first, _ in first })
        // Without cycles the longest path has fewer edges than there are states.
        for _ in procedure.states {
            for edge in edges { depth[edge.to] = max(depth[edge.to] ?? 0, (depth[edge.from] ?? 0) + 1) }
        }
        return depth
    }

    /// Sorts each layer by where its neighbours lie, once forwards and once back.
    private mutating func order() {
        var before: [Node: [Node]] = [:]
        var after: [Node: [Node]] = [:]
        for edge in edges {
            for (left, right) in zip(edge.nodes, edge.nodes.dropFirst()) {
                before[right, default: []].append(left)
                after[left, default: []].append(right)
            }
        }
        for index in layers.indices.dropFirst() { sort(index, by: before, in: index - 1) }
        for index in layers.indices.dropLast().reversed() { sort(index, by: after, in: index + 1) }
    }

    private mutating func sort(_ index: Int, by neighbours: [Node: [Node]], in other: Int) {
        let rows = Dictionary(uniqueKeysWithValues: layers[other].enumerated().map { ($1, $0) })
        let keyed = layers[index].enumerated().map { row, node in
            let places = (neighbours[node] ?? []).compactMap { rows[$0] }
            // Hundredths of a row: who has no neighbour stays where it is.
            let weight = places.isEmpty ? row * 100 : places.reduce(0, +) * 100 / places.count
            return (weight, row, node)
        }
        layers[index] = keyed.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }
}
