// Asks the server about part of a form while it is being filled.

/** Resolves to the JSON answer about the named fields of a form, null when there is none. */
export async function askAbout(form, url, names, signal) {
  const all = new FormData(form);
  const sent = new URLSearchParams({ csrf_token: all.get("csrf_token") ?? "" });
  for (const name of names) for (const value of all.getAll(name)) sent.append(name, value);
  try {
    const answer = await fetch(url, { method: "POST", body: sent, signal });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** Calls `act` once nobody has called for a while; a call in progress is given up. */
export function whenQuiet(act, milliseconds = 400) {
  let timer = 0;
  let controller = null;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      controller?.abort();
      controller = new AbortController();
      act(controller.signal);
    }, milliseconds);
  };
}
