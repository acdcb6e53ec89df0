// Parley's own script. Every page works without it; it adds: live pages, drafts kept while typing, the countdown of taking
// back, uploads piece by piece, and clearing the sign-in code from the address. No eval, no markup from strings but this
// node's own pages, which the browser parses inertly.
"use strict";

const body = document.body;
const token = body.dataset.token || "";
const byItself = { "X-Parley-By-Itself": "1", "X-Parley-Token": token };

// ---- Signing in: the code behind # never reaches an address, a header or the history -------------------------------
const enter = document.getElementById("enter");
if (enter && location.hash.length > 1) {
  document.getElementById("code").value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  enter.submit();
}

// ---- Live pages: an event says that something changed; the page asks for itself and swaps whole parts ---------------
// A page that answered a form stands at the form's address. It asks for the page that it shows, and never sends the form again.
const answered = Boolean(body.dataset.self) && body.dataset.self !== location.pathname;
const address = answered ? body.dataset.self : location.pathname + location.search;
let keepNow = async () => true;
// Somebody on the way to another page is not called back by this one. A link that only saves a file leaves the page standing:
// after a while it may load itself again. An act may take its time: a page that loads itself before the answer of its form has
// come ends the waiting for it, and what the node refused would be told to nobody.
const LEAVING = 3000;
const SENDING = 60000;
let sending = false;
let away = -Infinity;
addEventListener("beforeunload", () => {
  away = performance.now() + (sending ? SENDING : LEAVING);
  sending = false;
});
// Text that could not be kept is not loaded over: the page says that it is out of date, and stays.
function renew(locked) {
  const go = () => {
    const wait = away - performance.now();
    if (wait > 0) setTimeout(go, wait);
    else if (answered) location.replace(address);
    else location.reload();
  };
  const stay = () => { document.getElementById("page-stale").hidden = false; };
  if (!locked && typedBeside()) stay();
  else keepNow().then((kept) => (kept || locked ? go : stay)(), locked ? go : stay);
}

// Whether something was typed or chosen on this page that no draft keeps.
function typedBeside() {
  return [...typedIn(body).values()].some((field) => !field.closest("#composer, #attach"));
}

// Somebody who writes is here, also where nothing is sent before the end: the node is told, so that it doesn't lock over it.
const HERE_EVERY = 15000;
let here = -Infinity;
document.addEventListener("input", () => {
  if (!body.dataset.here || performance.now() < here + HERE_EVERY) return;
  here = performance.now();
  fetch(body.dataset.here, {
    method: "POST", body: new URLSearchParams(), credentials: "same-origin", headers: { "X-Parley-Token": token },
  }).catch(() => {});
});

const shown = (within) => within.querySelector("[data-shown]");

async function again() {
  const answer = await fetch(address, { headers: byItself, credentials: "same-origin" });
  if (answer.redirected || !answer.ok) {
    renew(true);
    return;
  }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  // What can be done here has changed (a room opened, froze, or was left; its readers are others): the whole page is another.
  if (fresh.body.dataset.stamp !== body.dataset.stamp) {
    renew(false);
    return;
  }
  swapLog(fresh);
  const band = document.querySelector(".room-band");
  const freshBand = fresh.querySelector(".room-band");
  if (band && freshBand && band.innerHTML !== freshBand.innerHTML && !band.contains(document.activeElement)) {
    band.replaceChildren(...adopted(freshBand));
  }
  for (const id of ["under-way", "state", "unplaced", "uploads", "tables", "hits", "parts"]) {
    const here = document.getElementById(id);
    const there = fresh.getElementById(id);
    if (!here || !there) continue;
    // What somebody reads to answer it stays, and with it what a yes would name: another is not put under their finger. What stands
    // beside it goes on.
    const [old, now] = [shown(here), shown(there)];
    if (old && now && old.dataset.shown !== now.dataset.shown) {
      old.querySelector("[data-changed]").hidden = false;
      now.replaceWith(document.importNode(old, true));
    }
    keepOpen(here, there);
    if (here.innerHTML !== there.innerHTML && !here.contains(document.activeElement)) {
      const typed = typedIn(here);
      here.replaceChildren(...adopted(there));
      typeAgain(here, typed);
    }
  }
  const nav = document.getElementById("nav");
  const freshNav = fresh.getElementById("nav");
  if (nav && freshNav && nav.innerHTML !== freshNav.innerHTML && !nav.contains(document.activeElement)) {
    nav.replaceChildren(...adopted(freshNav));
  }
  countdown();
  read();
}

// What arrives while its reader looks at it is read: the node is told once the last line stands on the screen.
let through = -1;
function read() {
  const last = document.querySelector("#log > [id^=m]:last-child");
  if (!last || !body.dataset.read || document.visibilityState !== "visible") return;
  const index = Number(last.id.slice(1));
  if (index <= through || last.getBoundingClientRect().top > innerHeight) return;
  through = index;
  fetch(body.dataset.read, {
    method: "POST", body: new URLSearchParams({ through: String(index) }), credentials: "same-origin", headers: byItself,
  }).catch(() => { through = -1; });
}
if (body.dataset.read) {
  const last = document.querySelector("#log > [id^=m]:last-child");
  through = last ? Number(last.id.slice(1)) : -1;
  document.addEventListener("visibilitychange", read);
  document.addEventListener("scroll", read, { passive: true });
}

// What somebody opened stays open, and what was typed there and not sent yet goes into the part that comes in its place.
function keepOpen(here, there) {
  const saying = (details) => details.querySelector("summary").textContent;
  for (const open of here.querySelectorAll("details[open]")) {
    const owner = open.closest("[id]");
    const twin = owner === here ? there : there.querySelector("#" + CSS.escape(owner.id));
    if (!twin) continue;
    const same = Array.from(twin.querySelectorAll("details")).find((one) => saying(one) === saying(open));
    if (same) same.open = true;
  }
}

function fields(part) {
  return Array.from(part.querySelectorAll("textarea, select, input:not([type=hidden])"));
}

function fieldName(field) {
  const choice = field.type === "radio" || field.type === "checkbox" ? field.value : "";
  return [field.form ? field.form.getAttribute("action") : "", field.name, choice].join(" ");
}

function typedIn(part) {
  const offered = (select) => Array.from(select.options).find((option) => option.defaultSelected) || select.options[0];
  const touched = (field) => field.tagName === "SELECT"
    ? field.value !== offered(field)?.value
    : field.value !== field.defaultValue || field.checked !== field.defaultChecked;
  return new Map(fields(part).filter(touched).map((field) => [fieldName(field), field]));
}

function typeAgain(part, typed) {
  for (const field of fields(part)) {
    const before = typed.get(fieldName(field));
    if (!before || field.type === "file") continue;
    if (field.tagName !== "SELECT" || Array.from(field.options).some((option) => option.value === before.value)) field.value = before.value;
    if (field.type === "radio" || field.type === "checkbox") field.checked = before.checked;
  }
}

function adopted(element) {
  return Array.from(element.childNodes, (node) => document.importNode(node, true));
}

// New lines are added at the end and changed ones replaced where they stand: the reader's place never moves.
function swapLog(fresh) {
  const log = document.getElementById("log");
  const freshLog = fresh.getElementById("log");
  if (!log || !freshLog || new URLSearchParams(location.search).has("before")) return;
  for (const item of Array.from(freshLog.children)) {
    const old = document.getElementById(item.id);
    if (item.classList.contains("unread")) continue;
    if (!old) {
      const added = document.importNode(item, true);
      log.append(added);
    } else if (old.outerHTML !== item.outerHTML && !old.contains(document.activeElement) && !old.querySelector("details[open]")) {
      old.replaceWith(document.importNode(item, true));
    }
  }
  document.querySelectorAll("[role=log] + .empty").forEach((empty) => empty.remove());
}

// A browser gives one address six connections, over all its tabs: with a stream each, six tabs would leave none to send or lock with.
// So one tab has the stream, the one that was looked at last, and tells the others.
if (body.dataset.events) {
  const [, table, room] = body.dataset.live.match(/\/t\/([0-9a-f]+)(?:\/r\/([0-9a-f]+))?\/live$/) || [];
  let asking = false;
  let wanted = false;
  const ask = async () => {
    wanted = Boolean(body.dataset.live);
    // Who comes back to a hidden page finds it as it is then; until then it costs the node nothing.
    if (asking || document.visibilityState !== "visible") return;
    asking = true;
    while (wanted) {
      wanted = false;
      try { await again(); } catch { /* the next change or the reconnect asks again */ }
    }
    asking = false;
  };
  const concerns = ([what, changedTable, changedRoom]) => {
    if (!changedTable || !table) return true;
    if (changedTable !== table) return false;
    return what === "unplaced" || what === "transfer" ? changedRoom === room : true;
  };
  const heard = ({ type, data }) => {
    if (type === "locked") {
      events?.close();
      body.replaceChildren();
      location.replace(body.dataset.live ? address : body.dataset.events.replace(/live$/, "unlock"));
    } else if (type === "open" || concerns(data.split(" "))) {
      ask();
    }
  };

  let events = null;
  const others = window.BroadcastChannel && new BroadcastChannel(body.dataset.events);
  const open = () => {
    events = new EventSource(body.dataset.events);
    // Also when it opens: something may have changed before anybody listened.
    for (const type of ["open", "changed", "locked"]) {
      events.addEventListener(type, ({ data }) => {
        others?.postMessage({ type, data });
        heard({ type, data });
      });
    }
    events.addEventListener("error", refused);
  };
  // A browser tries again by itself where a connection broke, but gives up a stream that was refused: then this browser is signed out,
  // and what the page shows must go as by a lock, or the node was busy.
  const refused = async ({ target }) => {
    if (target.readyState !== EventSource.CLOSED) return;
    const again = () => { if (target === events) open(); };
    try {
      const answer = await fetch(body.dataset.events, { redirect: "manual", headers: byItself, credentials: "same-origin" });
      answer.body?.cancel();
      if (answer.type !== "opaqueredirect") return void setTimeout(again, 2000);
      others?.postMessage({ type: "locked" });
      heard({ type: "locked" });
    } catch { setTimeout(again, 2000); }
  };
  if (others && navigator.locks) {
    others.addEventListener("message", (event) => heard(event.data));
    let queued = null;
    const hold = () => { queued = null; open(); return new Promise(() => {}); };
    const queue = () => {
      const mine = queued = new AbortController();
      navigator.locks.request(body.dataset.events, { signal: mine.signal }, hold).catch(() => { if (!mine.signal.aborted) lose(); });
    };
    const lose = () => { events?.close(); events = null; queue(); };
    const take = () => {
      if (document.visibilityState !== "visible") return;
      ask();
      if (events) return;
      queued?.abort();
      navigator.locks.request(body.dataset.events, { steal: true }, hold).catch(lose);
    };
    document.addEventListener("visibilitychange", take);
    if (document.visibilityState === "visible") take();
    else queue();
  } else {
    open();
  }
}

// ---- Taking back: counts the seconds down, and says when it is over --------------------------------------------------
let ticking = 0;
function countdown() {
  clearInterval(ticking);
  const due = Array.from(document.querySelectorAll("[data-until]"));
  if (due.length === 0) return;
  ticking = setInterval(() => {
    for (const span of due) {
      const left = Math.ceil((Date.parse(span.dataset.until) - Date.now()) / 1000);
      if (left <= 0) {
        span.textContent = span.dataset.after;
        clearInterval(ticking);
      }
    }
  }, 500);
}
countdown();

// ---- Pressed twice: whoever presses again while the node thinks means it once -----------------------------------------
const AGAIN = 2000;
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  const form = event.target;
  if (performance.now() - Number(form.dataset.sent || -AGAIN) < AGAIN) event.preventDefault();
  else {
    form.dataset.sent = String(performance.now());
    sending = true;
  }
});

// ---- Drafts: kept a moment after the last key -------------------------------------------------------------------------
const composer = document.getElementById("composer");
if (composer) {
  const text = document.getElementById("text");
  const kept = document.getElementById("kept");
  const language = document.getElementById("language");
  let waiting = 0;
  const keep = async () => {
    const form = new URLSearchParams(new FormData(composer));
    const answer = await fetch(composer.dataset.draft, {
      method: "POST", body: form, credentials: "same-origin", headers: { "X-Parley-Token": token },
    });
    kept.textContent = (await answer.json()).said || "";
    return answer.ok;
  };
  keepNow = () => { clearTimeout(waiting); return keep(); };
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => keep().catch(() => {}), 1200);
  };
  text.addEventListener("input", later);
  language.addEventListener("change", () => { text.lang = language.value; });
  composer.addEventListener("change", later);
  composer.addEventListener("submit", () => clearTimeout(waiting));
}

// ---- Uploads: piece by piece, resumable, with progress ------------------------------------------------------------------
const attach = document.getElementById("attach");
if (attach) {
  const chosen = document.getElementById("file");
  const add = document.getElementById("attach-add");
  const bar = document.getElementById("attach-progress");
  const word = document.getElementById("attach-word");
  const stop = document.getElementById("attach-stop");
  const piece = 1024 * 1024;
  let stopped = false;
  stop.addEventListener("click", () => { stopped = true; });
  const upload = async (file) => {
    const begin = await call("POST", attach.dataset.begin, new URLSearchParams({ name: file.name, size: String(file.size) }));
    let state = begin;
    // From the beginning, also where some of it was taken before: the node compares, so that no file is made of two.
    let at = 0;
    while (state.id && at < file.size && !stopped) {
      bar.value = at / file.size;
      const end = Math.min(at + piece, file.size);
      state = await call("PUT", begin.path + "/" + at, file.slice(at, end));
      at = Math.min(end, state.taken);
    }
    return state;
  };
  attach.addEventListener("submit", async (event) => {
    const file = chosen.files[0];
    if (!file) return;
    event.preventDefault();
    stopped = false;
    bar.value = 0;
    bar.hidden = stop.hidden = false;
    add.disabled = true;
    word.textContent = attach.dataset.busy;
    let state = {};
    try {
      await keepNow();
      state = await upload(file);
      word.textContent = state.said || "";
    } catch {
      word.textContent = attach.dataset.broken;
    }
    bar.hidden = stop.hidden = true;
    add.disabled = false;
    if (!word.textContent) chosen.value = "";
    await again().catch(() => {});
    // A draft that was kept while the last piece went didn't know of the file yet.
    const box = Array.from(composer.elements).find((field) => field.name === "file" && field.value === state.id);
    if (box && !box.disabled && !box.checked) {
      box.checked = true;
      composer.dispatchEvent(new Event("change"));
    }
  });
}

async function call(method, path, content) {
  const answer = await fetch(path, { method, body: content, credentials: "same-origin", headers: { "X-Parley-Token": token } });
  return answer.json();
}
