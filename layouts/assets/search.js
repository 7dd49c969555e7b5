// The search page: the only script of the site. It loads the index that Pagefind has made beside it.
const form = document.getElementById("search");
const list = document.getElementById("results");
const count = document.getElementById("count");
const lang = document.documentElement.lang;
const plural = new Intl.PluralRules(lang);
const forms = new Map();
[0, 1, 2, 3, 5, 11, 100].forEach((n, at) => forms.set(plural.select(n), [n, form.dataset.counts.split("|")[at]]));

let isLost = false;
let latest = 0;

async function load() {
  const pagefind = await import(new URL(form.dataset.index, location.href));
  await pagefind.init();
  const filters = await pagefind.filters();
  for (const name of ["source", "topic"]) {
    for (const [value, number] of Object.entries(filters[name] ?? {})) {
      form[name].add(new Option(`${value} (${number})`, value));
    }
  }
  document.getElementById("plain").hidden = true;
  return pagefind;
}

async function search() {
  const turn = ++latest;
  const pagefind = await index;
  document.getElementById("filters").hidden = false;
  const chosen = Object.fromEntries(["source", "topic"].filter((n) => form[n].value).map((n) => [n, form[n].value]));
  const words = form.q.value.trim();
  if (!words && !Object.keys(chosen).length) return show([], "");
  const options = { filters: chosen };
  if (!words) options.sort = { date: "desc" };
  const found = await pagefind.search(words || null, options);
  const pages = await Promise.all(found.results.slice(0, 30).map((result) => result.data()));
  const total = found.results.length;
  const part = total > pages.length ? `${pages.length} / ` : "";
  if (turn === latest) show(pages, total ? part + counted(total) : form.dataset.none);
}

/** Says a number with its noun: the page brings one example of every plural form that its language has. */
function counted(number) {
  const [example, text] = forms.get(plural.select(number)) ?? forms.get("other");
  return text.replace(example, number.toLocaleString(lang));
}

function show(pages, message) {
  count.textContent = message;
  list.replaceChildren(...pages.map(entry));
}

function entry(page) {
  const item = document.createElement("li");
  item.dir = "auto"; // by its headline's first letter
  const link = item.appendChild(document.createElement("a"));
  link.href = page.url;
  link.textContent = page.meta.title;
  const about = item.appendChild(document.createElement("span"));
  about.dir = document.documentElement.dir;
  about.textContent = [page.meta.source, page.meta.date].filter(Boolean).join(" · ");
  const text = item.appendChild(document.createElement("p"));
  text.innerHTML = page.excerpt; // Pagefind escapes the text and adds <mark>
  return item;
}

// What is typed while the index is on its way is searched when it has come; without an index the form goes
// to the archive, as it does without this script.
form.addEventListener("submit", (event) => {
  if (isLost) return;
  event.preventDefault();
  search().catch(() => form.submit());
});
form.addEventListener("input", () => search().catch(() => {}));
const index = load();
index.catch(() => {
  isLost = true;
});
const asked = new URLSearchParams(location.search).get("q");
if (asked && !form.q.value) form.q.value = asked;
if (form.q.value) search().catch(() => {});
