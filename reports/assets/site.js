// What a page can do beside being read: sort, search and filter tables, copy sources. Without it nothing is missing.
"use strict"

Tablesort.extend("number", text => text !== "" && !isNaN(text), (a, b) => b - a)
for (const table of document.querySelectorAll("table.sortable")) new Tablesort(table)

// A box that scrolls is reached by the keyboard, too.
for (const box of document.querySelectorAll("pre, .wide, .equations, .equations span"))
  if (box.scrollWidth > box.clientWidth) box.tabIndex = 0

for (const code of document.querySelectorAll(".code")) {
  const button = document.createElement("button")
  button.className = "copy"
  button.textContent = "Copy"
  button.addEventListener("click", async () => {
    const source = code.querySelector("pre")
    try {
      await navigator.clipboard.writeText(source.textContent)
      button.textContent = "Copied"
    } catch {
      getSelection().selectAllChildren(source)
      button.textContent = "Selected: press Ctrl+C"
    }
    setTimeout(() => button.textContent = "Copy", 2000)
  })
  code.prepend(button)
}

const filters = document.getElementById("filters")
const rows = [...document.querySelectorAll("[data-find]")]

function filter() {
  const {words, family, framework, verdict} = Object.fromEntries(new FormData(filters))
  const wanted = words.toLowerCase().split(/\s+/)
  for (const row of rows) {
    const verdicts = [...row.querySelectorAll("[data-verdict]")]
    row.hidden = !(
      wanted.every(word => row.dataset.find.includes(word)) &&
      (!family || row.dataset.family === family) &&
      (!verdict || !verdicts.length || verdicts.some(cell =>
        cell.dataset.verdict === verdict && (!framework || cell.dataset.framework === framework)))
    )
  }
  document.body.dataset.only = framework
  const concepts = rows.filter(row => row.closest("#matrix"))
  filters.elements.count.value = `${concepts.filter(row => !row.hidden).length} of ${concepts.length} concepts`
}

if (filters) {
  filters.hidden = false
  filters.addEventListener("input", filter)
  filters.addEventListener("reset", () => setTimeout(filter))
  filters.addEventListener("submit", event => event.preventDefault())
  filter()
}
