// Draws each table that asks for it above itself, from its own figures: every point is a door to where its figure leads.
document.addEventListener("DOMContentLoaded", () => {
  if (typeof Chart === "undefined") return;
  const style = getComputedStyle(document.body);
  const colour = (name) => style.getPropertyValue(name).trim();
  Object.assign(Chart.defaults, { animation: false, color: colour("--soft"), borderColor: colour("--line"), maintainAspectRatio: false });
  Chart.defaults.font.family = style.fontFamily;

  const charts = [...document.querySelectorAll("table[data-chart]")].map((table) => {
    const rows = [...table.tBodies[0].rows].map((row) => {
      const cell = row.querySelector("[data-value]");
      const value = cell.dataset.value;
      return { title: row.cells[0].textContent.trim(), value: value === "" ? null : Number(value), text: value, href: cell.querySelector("a")?.href };
    });
    if (table.dataset.order === "newest-first") rows.reverse();
    return draw(table, rows);
  });
  // On paper the sheet is narrower than the window was.
  addEventListener("beforeprint", () => charts.forEach((chart) => chart.resize(640, chart.height)));
  addEventListener("afterprint", () => charts.forEach((chart) => chart.resize()));

  function draw(table, rows) {
    const isBars = table.dataset.chart === "bars";
    const box = document.createElement("div");
    box.className = "chart";
    if (isBars) box.style.height = `${rows.length * 26 + 40}px`;
    const canvas = document.createElement("canvas");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", table.dataset.summary);
    box.append(canvas);
    (table.closest(".scroll") ?? table).before(box);

    const isWhole = rows.every((row) => row.value === null || Number.isInteger(row.value));
    const values = { beginAtZero: true, ticks: { maxTicksLimit: 6, ...(isWhole ? { precision: 0 } : {}) }, title: { display: true, text: table.dataset.measure } };
    const titles = { grid: { display: false }, ticks: { autoSkip: !isBars, maxRotation: 0 } };
    return new Chart(canvas, {
      type: isBars ? "bar" : "line",
      data: {
        labels: rows.map((row) => row.title),
        datasets: [{
          data: rows.map((row) => row.value), backgroundColor: colour("--accent"), borderColor: colour("--accent"), borderWidth: 2,
          borderDash: table.dataset.chart === "ahead" ? [6, 4] : [], pointRadius: 2, pointHitRadius: 12, maxBarThickness: 18,
        }],
      },
      options: {
        indexAxis: isBars ? "y" : "x",
        scales: isBars ? { x: values, y: titles } : { x: titles, y: values },
        plugins: { legend: { display: false }, tooltip: { displayColors: false, callbacks: { label: ({ dataIndex }) => `${rows[dataIndex].text} ${table.dataset.measure}` } } },
        onHover: (event, points) => { event.native.target.style.cursor = points.length && rows[points[0].index].href ? "pointer" : ""; },
        onClick: (event, points) => { const href = points.length && rows[points[0].index].href; if (href) location.assign(href); },
      },
    });
  }
});
