// Keeps a page of the preview as its files are: listens for changes, fetches the page again and puts in
// what differs, so that scroll, focus, selection and open <details> stay. Plain pages work without it.
(() => {
  "use strict";
  const own = document.currentScript.dataset;
  const prefix = "/_preview/";
  let address = own.address || location.pathname, tag = own.tag;
  let source = null, session = "", styles = null, edits = null, busy = false, again = false;

  function listen() {
    if (source || document.hidden) return;
    source = new EventSource(prefix + "events?" + new URLSearchParams({ at: address, tag }));
    const on = (name, act) => source.addEventListener(name, (event) => act(JSON.parse(event.data)));
    on("hello", (hello) => {
      if (session && session !== hello.session) refresh();
      session = hello.session;
      lost(false);
    });
    on("page", refresh);
    on("styles", swapStyles);
    on("moved", (moved) => location.replace(moved.address));
    on("edited", (edited) => {
      const isNews = edits !== null && edits !== edited.edits;
      edits = edited.edits;
      if (isNews && "follow" in own && edited.address && edited.address !== location.pathname)
        location.assign(edited.address);
    });
    source.onerror = () => {
      lost(true);
      if (source && source.readyState === EventSource.CLOSED) { hush(); setTimeout(listen, 1500); }
    };
  }

  function hush() {
    if (source) source.close();
    source = null;
  }

  function lost(isLost) {
    const sign = document.querySelector("#broadsheet-preview .preview-lost");
    if (sign) sign.hidden = !isLost;
  }

  async function refresh() {
    if (busy) { again = true; return; }
    busy = true;
    try {
      const answer = await fetch(location.pathname + location.search, { cache: "no-store" });
      if ((answer.headers.get("content-type") || "").startsWith("text/html"))
        show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      lost(true);
    } finally {
      busy = false;
      if (again) { again = false; refresh(); }
    }
  }

  // Elements of the head that do something when they load: a change of these needs the whole page anew.
  const loads = (element) =>
    element.matches("link[rel~=stylesheet],style,base,meta[http-equiv]") ||
    (element.tagName === "SCRIPT" && !/json/.test(element.type));

  // What they load, without what changes with every edit: the nonce, and the mark of a swapped style.
  function loading(page) {
    return [...page.head.children].filter((element) => loads(element) && !("preview" in element.dataset)).map((element) => {
      const copy = element.cloneNode(true);
      copy.removeAttribute("nonce");
      if (copy.hasAttribute("href")) copy.setAttribute("href", copy.getAttribute("href").split("?")[0]);
      if (copy.content) copy.content = copy.content.replace(/ 'nonce-[^']*'/g, "");
      return copy.outerHTML;
    }).join("\n");
  }

  function show(page) {
    const fresh = page.querySelector("script[data-preview]");
    if (!fresh || loading(page) !== loading(document)) { location.reload(); return; }
    tag = fresh.dataset.tag;
    address = fresh.dataset.address || location.pathname;
    document.title = page.title;
    const marks = (where) => where.querySelector("link[data-preview][href*='marks.css']");
    if (marks(page) && marks(document)) marks(document).setAttribute("href", marks(page).getAttribute("href"));
    const told = (where) => [...where.head.children].filter((element) => !loads(element) && element.tagName !== "TITLE");
    told(document).forEach((element) => element.remove());
    document.head.append(...told(page).map((element) => document.adoptNode(element)));
    match(document.documentElement, page.documentElement);
    const focused = document.activeElement && document.activeElement.id;
    const anchor = CSS.supports("overflow-anchor", "auto") ? null : document.elementFromPoint(innerWidth / 2, 60);
    const before = anchor && anchor.getBoundingClientRect().top;
    morph(document.body, page.body);
    if (anchor && anchor.isConnected) scrollBy(0, anchor.getBoundingClientRect().top - before);
    if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus({ preventScroll: true });
    document.dispatchEvent(new Event("preview:shown"));
  }

  function match(old, fresh) {
    for (const { name } of [...old.attributes])
      if (!fresh.hasAttribute(name) && !(name === "open" && old.tagName === "DETAILS")) old.removeAttribute(name);
    for (const { name, value } of [...fresh.attributes])
      if (old.getAttribute(name) !== value && !(name === "open" && old.tagName === "DETAILS")) old.setAttribute(name, value);
  }

  function morph(old, fresh) {
    if (old.isEqualNode(fresh)) return;
    if (old.nodeName !== fresh.nodeName || (old.id || "") !== (fresh.id || "")) { old.replaceWith(document.adoptNode(fresh)); return; }
    if (old.nodeType !== Node.ELEMENT_NODE) { old.nodeValue = fresh.nodeValue; return; }
    match(old, fresh);
    const a = [...old.childNodes], b = [...fresh.childNodes];
    while (a.length && b.length && a[0].isEqualNode(b[0])) { a.shift(); b.shift(); }
    let after = null;
    while (a.length && b.length && a[a.length - 1].isEqualNode(b[b.length - 1])) { after = a.pop(); b.pop(); }
    if (!after && a.length) after = a[a.length - 1].nextSibling;
    const pairs = Math.min(a.length, b.length);
    for (let at = 0; at < pairs; at++) morph(a[at], b[at]);
    a.slice(pairs).forEach((node) => node.remove());
    b.slice(pairs).forEach((node) => old.insertBefore(document.adoptNode(node), after));
  }

  function swapStyles(now) {
    const before = styles;
    styles = now;
    if (!before) return;
    for (const link of document.querySelectorAll("link[rel~=stylesheet]:not([data-preview])")) {
      const path = new URL(link.href, location).pathname;
      if (now[path] && now[path] !== before[path]) {
        const fresh = link.cloneNode();
        fresh.href = path + "?" + now[path];
        fresh.onload = fresh.onerror = () => link.remove();
        link.after(fresh);
      }
    }
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? hush() : listen()));
  addEventListener("pagehide", hush);
  addEventListener("pageshow", listen);
  listen();
})();
