// Ends a search that still goes on and leaves what it found. Parley's other script runs only once a page is whole.
"use strict";

document.getElementById("search-stop").addEventListener("click", (event) => {
  event.preventDefault();
  window.stop();
  // Filled now, or readers would not say it; and the focus must not go with the link that held it.
  const stopped = document.getElementById("search-stopped");
  stopped.textContent = stopped.dataset.stopped;
  stopped.focus();
  event.currentTarget.hidden = true;
});
