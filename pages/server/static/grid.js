// A grid would fetch the field to type in when the first key is pressed, and lose what is typed until it is there: fetched on the way to the grid.
(() => {
  const address = document.currentScript.dataset.field;
  const fetchField = (event) => {
    if (event.target.closest && event.target.closest('[data-testid="stDataFrame"]')) import(address);
  };
  for (const approach of ["focusin", "pointerover"]) document.addEventListener(approach, fetchField);
})();
