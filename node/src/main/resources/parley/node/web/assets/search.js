// Ends a search that still goes on and leaves what it found. Parley's other script runs only once a page is whole.
"use strict";

document.getElementById("search-stop").addEventListener("click", (event) => {
  event.preventDefault();
  window.stop();
  event.currentTarget.hidden = true;
  document.getElementById("search-stopped").hidden = false;
});
