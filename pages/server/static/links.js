// Follows links between pages of the dashboard without loading the application anew.
(() => {
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('a[target="_self"]');
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    // a link inside a picture has no plain href
    const address = new URL(link.getAttribute("href"), document.baseURI);
    if (address.origin !== location.origin || link.hasAttribute("download")) return;
    event.preventDefault();
    const isElsewhere = address.pathname !== location.pathname;
    history.pushState({}, "", address);
    dispatchEvent(new PopStateEvent("popstate"));
    const main = document.querySelector('[data-testid="stMain"]');
    if (!main || !isElsewhere) return;
    main.scrollTo(0, 0);
    main.focus({ preventScroll: true }); // the link is gone with its page; the keyboard begins where the new one does
  });
})();
