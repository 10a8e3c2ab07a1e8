// What a page can do beside being read: sort tables, copy sources, unfold what a link leads to. Without it nothing is missing.
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

function unfold() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  const fold = target?.closest("details")
  if (fold) fold.open = true
}

addEventListener("hashchange", unfold)
unfold()
