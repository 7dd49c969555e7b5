// The search page: the only script of the site. It loads the index that Pagefind has made beside it.
const form = document.getElementById("search");
const list = document.getElementById("results");
const count = document.getElementById("count");
let pagefind;
try {
  pagefind = await import(new URL(form.dataset.index, location.href));
  await pagefind.init();
} catch {
  throw new Error("This site has no search index; the archive lists every headline.");
}
document.getElementById("plain").hidden = true;

const filters = await pagefind.filters();
for (const name of ["source", "topic"]) {
  for (const [value, number] of Object.entries(filters[name] ?? {})) {
    form[name].add(new Option(`${value} (${number})`, value));
  }
}

let latest = 0;
async function search() {
  const turn = ++latest;
  document.getElementById("filters").hidden = false;
  const chosen = Object.fromEntries(["source", "topic"].filter((n) => form[n].value).map((n) => [n, form[n].value]));
  const words = form.q.value.trim();
  if (!words && !Object.keys(chosen).length) return show([], "");
  const options = { filters: chosen };
  if (!words) options.sort = { date: "desc" };
  const found = await pagefind.search(words || null, options);
  const pages = await Promise.all(found.results.slice(0, 30).map((result) => result.data()));
  if (turn === latest) show(pages, found.results.length || form.dataset.none);
}

function show(pages, message) {
  count.textContent = message;
  list.replaceChildren(...pages.map(entry));
}

function entry(page) {
  const item = document.createElement("li");
  const link = item.appendChild(document.createElement("a"));
  link.href = page.url;
  link.textContent = page.meta.title;
  const about = item.appendChild(document.createElement("span"));
  about.textContent = [page.meta.source, page.meta.date].filter(Boolean).join(" · ");
  const text = item.appendChild(document.createElement("p"));
  text.innerHTML = page.excerpt; // Pagefind escapes the text and adds <mark>
  return item;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
form.addEventListener("input", search);
form.q.value = new URLSearchParams(location.search).get("q") ?? "";
if (form.q.value) search();
