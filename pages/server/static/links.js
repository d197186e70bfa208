// Follows links between pages of the dashboard without loading the application anew.
(() => {
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('a[target="_self"]');
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const address = new URL(link.href);
    if (address.origin !== location.origin || link.hasAttribute("download")) return;
    event.preventDefault();
    history.pushState({}, "", address);
    dispatchEvent(new PopStateEvent("popstate"));
    const main = document.querySelector('[data-testid="stMain"]');
    if (main) main.scrollTo(0, 0);
  });
})();
