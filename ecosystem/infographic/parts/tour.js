// A story, step by step: the panel tells what the article tells, and the wheel lights what it speaks of.
{
  const tours = new Map(
    [...document.querySelectorAll("[data-tour]")].map((tour) => [tour.dataset.tour, [...tour.querySelectorAll("li")]]),
  );
  const starts = new Map([...document.querySelectorAll("[data-starts]")].map((start) => [start.dataset.starts, start]));
  let touring = null;

  /** A kind, a thing, or the routes from each thing to the next: whatever the step links to. */
  function lights(step) {
    const places = [...step.querySelectorAll(".shown a")].map((link) => link.hash);
    const ids = (sort) => places.filter((place) => place.startsWith(sort)).map((place) => place.slice(sort.length));
    const things = ids("#n-");
    const parts = ids("#k-").map((kind) => page.ofKind(kind, ""));
    if (things.length === 1) parts.push(page.of(things[0]));
    things.slice(1).forEach((thing, index) => parts.push(page.pathOf(things[index], thing)));
    const all = (sort) => new Set(parts.flatMap((part) => [...part[sort]]));
    return { nodes: all("nodes"), links: all("links") };
  }

  /** The selection of a step, counted from 1; null when there is no such tour or step. */
  page.tourAt = (id, step) => {
    const place = (tours.get(id) ?? []).findIndex((_, index) => String(index + 1) === step);
    if (place < 0) return null;
    const element = tours.get(id)[place];
    const title = element.querySelector("h3").textContent;
    return { sort: "tour", ...lights(element), asked: false, title, element, address: { tour: id, step } };
  };

  /** Filling the panel takes the buttons out of the page for a moment; the keyboard stays where it was. */
  function go(by, button) {
    const { tour, step } = page.selection.address;
    const selection = page.tourAt(tour, String(Number(step) + by));
    if (selection) page.show(selection);
    button.focus();
  }

  function buttonOf(words, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    button.addEventListener("click", () => act(button));
    return button;
  }

  const back = buttonOf("Back", (button) => go(-1, button));
  const next = buttonOf("Next", (button) => go(1, button));
  const nav = document.createElement("p");
  nav.className = "tour-nav";
  nav.append(back, next, buttonOf("Leave the story", page.clear));

  page.fillers.tour = ({ title, element, address: { tour, step } }) => {
    const last = tours.get(tour).length;
    const count = document.createElement("p");
    count.className = "small quiet";
    count.textContent = `Step ${step} of ${last}`;
    const text = element.cloneNode(true);
    text.querySelector("h3").remove();
    const body = document.createElement("div");
    body.className = "tour-step";
    body.append(count, ...text.childNodes);
    back.setAttribute("aria-disabled", String(step === "1"));
    next.setAttribute("aria-disabled", String(Number(step) === last));
    return { title, content: [body, nav], said: `${count.textContent}. ${title}. ${textOf(element)}` };
  };

  /** The words of a step without its sources. */
  function textOf(element) {
    return element.querySelector("p").firstChild.textContent.trim();
  }

  for (const [id, start] of starts) {
    start.addEventListener("click", () => {
      page.show(page.tourAt(id, "1"));
      next.focus();
    });
  }

  // Who leaves a story finds the keyboard where it began, unless it is elsewhere already.
  page.showers.push((selection) => {
    const left = touring;
    touring = selection?.sort === "tour" ? selection.address.tour : null;
    const isLost = document.activeElement === document.body || !document.activeElement.checkVisibility();
    if (left && !selection && isLost) starts.get(left).focus();
  });
}
