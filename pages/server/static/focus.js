// After something was done, the eye is led to the words that say so, and the keyboard too when its button went with the form.
(() => {
  const SAID = ".st-key-done";
  let waiting = null; // words that nobody has moved on from
  const leave = () => { waiting = null; };
  for (const move of ["focusin", "pointerdown"]) document.addEventListener(move, leave);

  new MutationObserver((changes) => {
    // what was said by a change of the page: words in a new place, or other words where some stood
    const said = [...document.querySelectorAll(SAID)].find((place) =>
      changes.some(({ target, addedNodes }) => place.contains(target) || [...addedNodes].some((node) => node.contains(place))),
    );
    if (said) {
      said.scrollIntoView({ block: "center" });
      waiting = said;
    }
    if (!waiting || document.activeElement !== document.body) return;
    waiting.tabIndex = -1;
    waiting.focus({ preventScroll: true });
  }).observe(document.documentElement, { childList: true, characterData: true, subtree: true });
})();
