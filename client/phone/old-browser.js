// Tells people that their browser is too old, where it cannot even read the script of the shell page.
// A plain script in words that browsers of any age know.
(function () {
  function tell() {
    if (document.documentElement.getAttribute("data-shell") === null) {
      document.querySelector("[data-start=unsupported]").removeAttribute("hidden");
    }
  }

  if (!("noModule" in document.createElement("script"))) document.addEventListener("DOMContentLoaded", tell);
  // A file that was not fetched is told of by its own element; here the window speaks of a fault in one.
  window.addEventListener("error", tell);
})();
