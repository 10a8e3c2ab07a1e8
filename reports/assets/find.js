// The search and the filters of the front page. What is asked for stands in the address: it can be sent and bookmarked.
"use strict"

const filters = document.getElementById("filters")
const rows = [...document.querySelectorAll("#matrix tbody tr")]
const stories = [...document.querySelectorAll(".told")]
const families = [...document.querySelectorAll(".stage details")]
const ofConcepts = [...document.querySelectorAll("[data-concept]")]
const unfolded = new Map() // while something is asked for: which families were open before
let typing = false

const asked = () => Object.fromEntries([...new FormData(filters)].filter(([, value]) => value.trim()))

function find() {
  const {words = "", family, framework, mode, verdict} = asked()
  const wanted = words.trim().toLowerCase().split(/\s+/)
  const says = each => wanted.every(word => each.dataset.find.includes(word))
  const found = new Set(rows.filter(row =>
    says(row) &&
    (!family || row.dataset.family === family) &&
    (!verdict || [...row.querySelectorAll("[data-verdict]")].some(cell =>
      cell.dataset.verdict === verdict && (!framework || cell.dataset.framework === framework) &&
      (!mode || cell.dataset.mode === mode)))
  ).map(row => row.dataset.concept))
  const all = !words && !family && !verdict
  for (const each of ofConcepts) each.hidden = !found.has(each.dataset.concept)
  for (const each of stories) each.hidden = !all && !(words && says(each) && !family && !verdict)
  for (const each of document.querySelectorAll(".tales")) each.hidden = !each.querySelector(".told:not([hidden])")
  for (const each of families) {
    each.parentElement.hidden = !each.querySelector("[data-concept]:not([hidden])")
    if (!all && !unfolded.has(each)) unfolded.set(each, each.open)
    each.open = all ? unfolded.get(each) ?? each.open : true
  }
  if (all) unfolded.clear()
  document.body.dataset.only = framework ?? ""
  document.body.dataset.in = mode ?? ""
  const told = stories.filter(each => !each.hidden).length
  filters.elements.count.value =
    `${found.size} of ${rows.length} concepts` + (stories.length ? `, ${told} of ${stories.length} stories` : "")
}

function address(way) {
  const query = new URLSearchParams(asked()).toString()
  try {
    history[way](null, "", location.pathname + (query && `?${query}`) + location.hash)
  } catch {} // a browser that keeps the address of files fixed
}

function restore() {
  const query = new URLSearchParams(location.search)
  for (const name of ["words", "family", "framework", "mode", "verdict"]) filters.elements[name].value = query.get(name) ?? ""
  typing = false
  find()
}

if (filters) {
  for (const each of document.querySelectorAll("#filters, [data-scripted]")) each.hidden = false
  document.addEventListener("input", event => {
    if (event.target.form !== filters) return
    const goesOn = typing && event.target.name === "words"
    typing = event.target.name === "words"
    find()
    address(goesOn ? "replaceState" : "pushState")
  })
  filters.addEventListener("reset", () => setTimeout(() => {
    typing = false
    find()
    address("pushState")
  }))
  filters.addEventListener("submit", event => {
    event.preventDefault()
    if (asked().words) document.querySelector(".path li:not([hidden]) li:not([hidden]) a, .told:not([hidden]) a")?.click()
  })
  addEventListener("popstate", restore)
  restore()
}
