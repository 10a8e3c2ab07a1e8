// Sliders under pictures: every frame is made of the pieces that all have, and of what stands between them in this one.
"use strict"

for (const figure of document.querySelectorAll("figure.play")) {
  const {label, values, start, pieces, frames} = JSON.parse(figure.querySelector("script").textContent)
  const picture = figure.querySelector(".frame")
  const slider = document.createElement("label")
  const input = document.createElement("input")
  const value = document.createElement("output")
  Object.assign(input, {type: "range", min: 0, max: values.length - 1, step: 1, autocomplete: "off"})
  input.value = start

  function show() {
    picture.innerHTML = pieces.map((piece, place) => piece + (frames[input.value][place] ?? "")).join("")
    value.value = values[input.value]
    input.setAttribute("aria-valuetext", `${label} ${values[input.value]}`)
  }

  slider.className = "slider"
  slider.append(label, input, value)
  picture.after(slider)
  input.addEventListener("input", show)
  show()
}
