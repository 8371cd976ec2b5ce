// The address holds what is selected and how the map is narrowed; a wrong one is as good as none.
{
  const { nodes, links, years } = page.data;
  const copy = document.getElementById("panel-copy");
  const shown = document.getElementById("panel-address");
  const field = document.getElementById("address");
  const known = {
    kind: new Set([...nodes.values()].map((node) => node.kind).filter(Boolean)),
    family: new Set(links.map((link) => link.family)),
    standing: new Set(links.map((link) => link.standing)),
  };
  let isReading = false;

  function written() {
    const { kind, family, standing, year, words } = page.criteria;
    const parts = { ...page.selection?.address };
    for (const [name, set] of Object.entries({ kind, family, standing })) if (set.size) parts[name] = [...set].join(",");
    if (year !== null) parts.year = String(year);
    if (words.trim()) parts.find = words.trim();
    const said = new URLSearchParams(parts).toString();
    return said ? "#" + said : "";
  }

  const isBody = (id) => page.data.bodies.includes(id);

  function selectionOf(parts) {
    const [from, to] = (parts.get("path") ?? "").split(",");
    if (isBody(from) && isBody(to)) return page.pathOf(from, to);
    if (isBody(parts.get("stops"))) return page.stopsOf(parts.get("stops"));
    if (nodes.has(parts.get("show"))) return page.of(parts.get("show"));
    return page.tourAt?.(parts.get("tour"), parts.get("step")) ?? null;
  }

  function criteriaOf(parts) {
    const some = (name) => new Set((parts.get(name) ?? "").split(",").filter((value) => known[name].has(value)));
    const year = Number(parts.get("year"));
    const isYear = Number.isInteger(year) && year >= years[0] && year <= years[1];
    const words = (parts.get("find") ?? "").slice(0, 100);
    return { kind: some("kind"), family: some("family"), standing: some("standing"), year: isYear ? year : null, words };
  }

  /** Only an address of ours is read; `#directory` and its like stay places on the page. */
  function read() {
    const [, hash] = location.hash.split("#"); // WordPress puts a part of its own behind it
    const parts = new URLSearchParams(hash?.includes("=") ? hash : "");
    isReading = true;
    page.selection = selectionOf(parts);
    page.narrow(criteriaOf(parts));
    isReading = false;
  }

  function write() {
    const hash = written();
    const now = location.hash.includes("=") ? location.hash : "";
    if (isReading || hash === now) return;
    const isTyping = document.activeElement?.matches("#find, #year");
    try {
      history[isTyping || page.isFramed ? "replaceState" : "pushState"](null, "", hash || location.pathname + location.search);
    } catch {
      // A frame without an origin of its own may not have addresses: the map works without.
    }
  }

  page.address = () => location.href.split("#")[0] + written();

  copy.addEventListener("click", async () => {
    const address = page.address();
    try {
      await navigator.clipboard.writeText(address);
      document.getElementById("status").textContent = "The link is copied.";
    } catch {
      shown.hidden = false;
      field.value = address;
      field.focus();
      field.select();
    }
  });

  page.showers.push(() => {
    shown.hidden = true;
    write();
  });
  window.addEventListener("popstate", read);
  if (location.hash.includes("=")) read();
  else page.refresh();
}
