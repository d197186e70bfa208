"""What shuts people out of a page as it stands: violations of the accessibility rules, and an outline, tables or pictures that say nothing."""

from pathlib import Path

from tests.browser.visitor import Visitor

AXE = (Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
# Not ours to mend: Streamlit lays the navigation out as a list with a box in between, and names its calendar's lists without their value.
ASK = """async (only) => {
    const found = await axe.run({exclude: ["[data-testid=stSidebarNav]", "[role=dialog] button[aria-haspopup=listbox]"]}, {resultTypes: ["violations"], ...only});
    return found.violations.filter(one => ["serious", "critical"].includes(one.impact)).flatMap(one => one.nodes.map(
        node => `${one.id} at ${node.target.flat().join(" ")} ${node.html}: ${node.failureSummary}`));
}"""
EVERYTHING: dict[str, object] = {}
# in the other colours nothing but colours can differ
COLOURS: dict[str, object] = {"runOnly": ["color-contrast", "link-in-text-block"]}
# One h1 and no level left out below it; every table with a caption and heads that know their row or column; every picture, and every
# chart with its numbers in words: as a sentence or a table; of a forecast its end is said in a sentence, the line to it is drawn only.
OUTLINE = """() => {
    const main = document.querySelector("[data-testid=stMain]") ?? document.body, wrong = [];
    const levels = [...main.querySelectorAll("h1, h2, h3, h4, h5, h6")].map(one => [Number(one.tagName[1]), one.innerText]);
    if (levels.filter(([level]) => level === 1).length !== 1) wrong.push("not exactly one h1");
    levels.forEach(([level, text], place) => {
        if (place && level > levels[place - 1][0] + 1) wrong.push(`h${level} “${text}” below h${levels[place - 1][0]}`);
    });
    for (const table of main.querySelectorAll("table:not(canvas table)")) {
        if (!table.caption?.textContent.trim()) wrong.push("a table without a caption: " + table.textContent.slice(0, 80));
        if (!table.querySelector("th")) wrong.push("a table without heads: " + table.textContent.slice(0, 80));
        for (const head of table.querySelectorAll("th:not([scope])")) wrong.push("a head without scope: " + head.textContent);
    }
    for (const image of document.images) if (!image.alt.trim()) wrong.push("a picture without words: " + image.src);
    for (const chart of main.querySelectorAll(".js-plotly-plot")) {
        const words = chart.closest("[role=figure]")?.ariaLabel ?? "";
        const said = words + [...main.querySelectorAll("table:not(canvas table) td, p")].map(cell => cell.textContent).join("\\n");
        const numbers = new Set(said.replace(/(?<=\\d),(?=\\d{3})/g, "").match(/-?\\d+(\\.\\d+)?/g));
        const isSaid = value => [0, 1, 2, 3, 4].some(places => numbers.has(value.toFixed(places)) || numbers.has(String(value)));
        if (words.length < 8) wrong.push("a chart without words");
        for (const trace of chart.data.filter(trace => !["forecast", "allowed"].includes(trace.meta))) {
            const values = [...(trace.orientation === "h" || typeof trace.y[0] === "string" ? trace.x : trace.y)];
            const unsaid = values.filter(value => typeof value === "number" && value && !isSaid(value));
            if (unsaid.length) wrong.push(`a chart's “${trace.name}” that no table says: ${unsaid}`);
        }
    }
    return wrong;
}"""


def violations(visitor: Visitor) -> list[str]:
    """The serious and critical violations on the page as it stands, in light and in dark, and what its outline lacks."""
    page = visitor.page
    page.evaluate(AXE)
    found: list[str] = page.evaluate(OUTLINE) + page.evaluate(ASK, EVERYTHING)
    page.emulate_media(color_scheme="dark")
    found += [f"in the dark: {one}" for one in page.evaluate(ASK, COLOURS)]
    page.emulate_media(color_scheme="light")
    return found
