/// Gives layers their places on paper.
struct PictureDrawing {
    private static let fontSize = 15
    private static let labelSize = 13
    private static let boxHeight = 52
    private static let rowHeight = 84
    private static let laneHeight = 26
    private static let margin = 12

    private let procedure: Procedure
    private let layers: PictureLayers
    private var centres: [PictureLayers.Node: (x: Int, y: Int)] = [:]
    private var boxes: [String: ProcedurePicture.Box] = [:]
    private var width = 0
    private var bottom = 0

    init(_ procedure: Procedure, _ layers: PictureLayers) {
        self.procedure = procedure
        self.layers = layers
        place()
    }

    var picture: ProcedurePicture {
        var lane = 0
        let arrows = layers.edges.map { edge in
            guard edge.isBack else { return forward(edge) }
            lane += 1
            return back(edge, lane: lane)
        }
        return ProcedurePicture(
            width: width, height: bottom + Self.margin + lane * Self.laneHeight,
            boxes: procedure.states.compactMap { boxes[$0.key] }, arrows: arrows)
    }

    private mutating func place() {
        let rows = layers.layers.map(\.count).max() ?? 1
        var x = Self.margin
        for (index, layer) in layers.layers.enumerated() {
            let texts = layer.compactMap { node in node.state.map { TextWidth.lines(title($0), of: 8) } }
            let column = max(72, (texts.joined().map { TextWidth.of($0, size: Self.fontSize) }.max() ?? 0) + 24)
            // Fewer rows than the fullest layer stand in the middle of the paper.
            let top = Self.margin + (rows - layer.count) * Self.rowHeight / 2
            for (row, node) in layer.enumerated() {
                let centre = top + row * Self.rowHeight + Self.boxHeight / 2
                centres[node] = (x + column / 2, centre)
                guard let state = node.state else { continue }
                boxes[state] = ProcedurePicture.Box(
                    state: state, lines: TextWidth.lines(title(state), of: 8), x: x, y: centre - Self.boxHeight / 2,
                    width: column, height: Self.boxHeight, isFinal: procedure.state(state)?.isFinal ?? false)
            }
            x += column + gap(after: index)
        }
        width = x - gap(after: layers.layers.count - 1) + Self.margin
        bottom = Self.margin + (rows - 1) * Self.rowHeight + Self.boxHeight
    }

    private func title(_ state: String) -> String { procedure.state(state)?.title ?? state }

    /// Room for the longest label that begins in a layer.
    private func gap(after layer: Int) -> Int {
        guard layer < layers.layers.count - 1 else { return 0 }
        let states = Set(layers.layers[layer].compactMap(\.state))
        let labels = layers.edges.filter { !$0.isBack && states.contains($0.from) }.map(\.label)
        return max(56, (labels.map { TextWidth.of($0, size: Self.labelSize) }.max() ?? 0) + 36)
    }

    /// From the right side of a box to the left side of another, level through the layers between.
    private func forward(_ edge: PictureLayers.Edge) -> ProcedurePicture.Arrow {
        guard let from = boxes[edge.from], let to = boxes[edge.to] else { return nowhere(edge) }
        var path = ""
        var at = (x: from.x + from.width, y: port(of: edge, at: from, isLeaving: true))
        let start = at
        var label = at
        for (index, node) in edge.nodes.dropFirst().enumerated() {
            let isLast = node.state != nil
            let column = columnLeft(of: node)
            let next = (
                x: isLast ? to.x : column,
                y: isLast ? port(of: edge, at: to, isLeaving: false) : centres[node]?.y ?? at.y
            )
            if path.isEmpty { path = "M\(at.x) \(at.y)" }
            let middle = (at.x + next.x) / 2
            path += " C\(middle) \(at.y) \(middle) \(next.y) \(next.x) \(next.y)"
            if index == 0 { label = (middle, (start.y + next.y) / 2) }
            at = next
            if !isLast {
                at.x = columnRight(of: node)
                path += " H\(at.x)"
            }
        }
        return ProcedurePicture.Arrow(
            from: edge.from, to: edge.to, label: edge.label, path: path, labelX: label.x, labelY: label.y - 5,
            isBack: false)
    }

    /// From the foot of a box down, along a lane of its own, and up to the foot of an earlier one.
    private func back(_ edge: PictureLayers.Edge, lane: Int) -> ProcedurePicture.Arrow {
        guard let from = boxes[edge.from], let to = boxes[edge.to] else { return nowhere(edge) }
        let y = bottom + lane * Self.laneHeight
        let shift = (lane % 4) * 7
        let (right, left) = (from.x + from.width / 2 + 8 + shift, to.x + to.width / 2 - 8 - shift)
        // A label wider than its lane stays on the paper.
        let half = TextWidth.of(edge.label, size: Self.labelSize) / 2 + 4
        return ProcedurePicture.Arrow(
            from: edge.from, to: edge.to, label: edge.label,
            path: "M\(right) \(from.y + from.height) V\(y) H\(left) V\(to.y + to.height)",
            labelX: max((left + right) / 2, half), labelY: y - 5, isBack: true)
    }

    private func nowhere(_ edge: PictureLayers.Edge) -> ProcedurePicture.Arrow {
        ProcedurePicture.Arrow(
            from: edge.from, to: edge.to, label: edge.label, path: "", labelX: 0, labelY: 0, isBack: edge.isBack)
    }

    /// Arrows spread along a side of a box, in the order of what they lead to.
    private func port(of edge: PictureLayers.Edge, at box: ProcedurePicture.Box, isLeaving: Bool) -> Int {
        let others = layers.edges.filter { !$0.isBack && (isLeaving ? $0.from == box.state : $0.to == box.state) }
        let sorted = others.sorted { neighbourRow($0, isLeaving) < neighbourRow($1, isLeaving) }
        let place = sorted.firstIndex { $0.from == edge.from && $0.to == edge.to } ?? 0
        return box.y + box.height * (place + 1) / (sorted.count + 1)
    }

    private func neighbourRow(_ edge: PictureLayers.Edge, _ isLeaving: Bool) -> Int {
        let node = isLeaving ? edge.nodes.dropFirst().first : edge.nodes.dropLast().last
        return node.flatMap { centres[$0]?.y } ?? 0
    }

    private func columnLeft(of node: PictureLayers.Node) -> Int { column(of: node)?.x ?? centres[node]?.x ?? 0 }

    private func columnRight(of node: PictureLayers.Node) -> Int {
        column(of: node).map { $0.x + $0.width } ?? centres[node]?.x ?? 0
    }

    private func column(of node: PictureLayers.Node) -> ProcedurePicture.Box? {
        layers.layers.first { $0.contains(node) }?.lazy.compactMap(\.state).compactMap { boxes[$0] }.first
    }
}
