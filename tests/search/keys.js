// Plays a reader at the keyboard, for tests/search_browser.rs. Out: what worked, in `data-keys` of the body.
(function () {
  "use strict";
  const done = [];
  const field = () => document.querySelector("input[name=q]");
  const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  const until = async (ready) => {
    for (let i = 0; i < 200; i++) {
      if (ready()) return true;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return false;
  };
  async function play() {
    document.activeElement.blur();
    press("/");
    if (document.activeElement === field()) done.push("slash");
    field().value = "预防";
    field().dispatchEvent(new InputEvent("input", { bubbles: true }));
    if (await until(() => document.querySelector(".search-passage mark"))) done.push("typed");
    press("ArrowDown");
    if (document.activeElement.matches(".search-passage")) done.push("arrow");
    press("ArrowUp");
    if (document.activeElement === field()) done.push("back");
    press("Escape");
    if (document.querySelector(".search-results").hidden) done.push("escape");
    if (decodeURIComponent(location.search + location.hash).includes("q=预防")) done.push("remembered");
    document.body.dataset.keys = done.join(" ");
  }
  if (document.readyState === "complete") play();
  else addEventListener("load", play);
})();
