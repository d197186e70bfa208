// After something was done, the eye is led to the words that say so, and the keyboard too when its button went with the form.
(() => {
  const SAID = ".st-key-done";
  let waiting = null; // words that nobody has moved on from
  const leave = () => { waiting = null; };
  for (const move of ["focusin", "pointerdown"]) document.addEventListener(move, leave);

  // what was said by a change of the page: words in a new place, or other words where some stood
  const saidBy = (change) => {
    const place = change.target.nodeType === Node.ELEMENT_NODE ? change.target : change.target.parentElement;
    const added = [...change.addedNodes].filter((node) => node.nodeType === Node.ELEMENT_NODE);
    return place?.closest(SAID) ?? added.map((node) => (node.matches(SAID) ? node : node.querySelector(SAID))).find(Boolean);
  };
  new MutationObserver((changes) => {
    const said = changes.map(saidBy).find(Boolean);
    if (said?.isConnected) {
      said.scrollIntoView({ block: "center" });
      waiting = said;
    }
    if (!waiting || document.activeElement !== document.body) return;
    waiting.tabIndex = -1;
    waiting.focus({ preventScroll: true });
  }).observe(document.documentElement, { childList: true, characterData: true, subtree: true });
})();
