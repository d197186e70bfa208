// Closes a hint: the server remembers it for the account, the page puts it away and the keyboard goes on in the content.
document.addEventListener("click", async (event) => {
  const button = event.target.closest && event.target.closest("[data-close-hint]");
  if (!button) return;
  const hint = button.closest(".hint");
  const answer = await fetch("/hints", { method: "POST", body: new URLSearchParams({ page: button.dataset.closeHint }) }).catch(() => null);
  if (!answer || !answer.ok) return; // it stays until the server knows
  hint.hidden = true;
  document.getElementById("stMain").focus({ preventScroll: true });
});
