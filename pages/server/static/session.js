// Leads to the sign-in page when the session behind this page has ended, instead of a "connection error".
(() => {
  const SESSION_ENDED = 4401;
  let isSubmitting = false; // a form of ours, "sign out" for one, already leads somewhere
  document.addEventListener("submit", () => { isSubmitting = true; });
  const leave = () => isSubmitting || location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
  const ask = async () => {
    const answer = await fetch("/session", { cache: "no-store" }).catch(() => null); // no answer: the server is away, not the session
    if (answer && answer.status === 401) leave();
  };
  window.WebSocket = class extends window.WebSocket {
    constructor(...parts) {
      super(...parts);
      this.addEventListener("close", (event) => (event.code === SESSION_ENDED ? leave() : ask()));
    }
  };
})();
